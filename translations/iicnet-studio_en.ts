<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>iic::ui::CorrectionsPanel</name>
    <message numerus="yes">
        <source>%Ln label(s) corrected</source>
        <translation>
            <numerusform>%Ln label corrected</numerusform>
            <numerusform>%Ln labels corrected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln source(s) left out</source>
        <translation>
            <numerusform>%Ln source left out</numerusform>
            <numerusform>%Ln sources left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of the test split</source>
        <translation>
            <numerusform>%Ln of the test split</numerusform>
            <numerusform>%Ln of the test split</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>iic::ui::LabelShownDialog</name>
    <message numerus="yes">
        <source>Label %Ln source(s)</source>
        <translation>
            <numerusform>Label %Ln source</numerusform>
            <numerusform>Label %Ln sources</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>iic::ui::ColourPage</name>
    <message numerus="yes">
        <source>Colours of %Ln source(s)</source>
        <translation>
            <numerusform>Colours of %Ln source</numerusform>
            <numerusform>Colours of %Ln sources</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Colours of %L1 of %Ln source(s)</source>
        <translation>
            <numerusform>Colours of %L1 of %Ln source</numerusform>
            <numerusform>Colours of %L1 of %Ln sources</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>outline of %n corners</source>
        <translation>
            <numerusform>outline of %n corners</numerusform>
            <numerusform>outline of %n corners</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>iic::ui::DatasetController</name>
    <message numerus="yes">
        <source>%Ln of the cutouts were there from an earlier run</source>
        <translation>
            <numerusform>%Ln of the cutouts were there from an earlier run</numerusform>
            <numerusform>%Ln of the cutouts were there from an earlier run</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>iic::ui::DatasetGallery</name>
    <message numerus="yes">
        <source>%Ln cutout(s)</source>
        <translation>
            <numerusform>%Ln cutout</numerusform>
            <numerusform>%Ln cutouts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%L1 of %Ln cutout(s)</source>
        <translation>
            <numerusform>%L1 of %Ln cutout</numerusform>
            <numerusform>%L1 of %Ln cutouts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>iic::ui::IssuesDock</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>iic::ui::OpenWork</name>
    <message numerus="yes">
        <source>%n source(s) of the catalog lie off the tile</source>
        <translation>
            <numerusform>%n source of the catalog lies off the tile</numerusform>
            <numerusform>%n sources of the catalog lie off the tile</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>iic::ui::SamplePage</name>
    <message numerus="yes">
        <source>%Ln cutout(s) cannot be read.</source>
        <translation>
            <numerusform>%Ln cutout cannot be read.</numerusform>
            <numerusform>%Ln cutouts cannot be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>iic::ui::SignalToNoisePage</name>
    <message numerus="yes">
        <source>Signal to noise of %Ln source(s)</source>
        <translation>
            <numerusform>Signal to noise of %Ln source</numerusform>
            <numerusform>Signal to noise of %Ln sources</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>iic::ui::SkyController</name>
    <message numerus="yes">
        <source>of %n catalog(s) the last is shown</source>
        <translation>
            <numerusform>the one catalog is shown</numerusform>
            <numerusform>of %n catalogs the last is shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>iic::ui::SkyWorkspace</name>
    <message numerus="yes">
        <source>region of %n corners</source>
        <translation>
            <numerusform>region of %n corners</numerusform>
            <numerusform>region of %n corners</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>iic::ui::SourceTable</name>
    <message numerus="yes">
        <source>%Ln source(s)</source>
        <translation>
            <numerusform>%Ln source</numerusform>
            <numerusform>%Ln sources</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%L1 of %Ln source(s)</source>
        <translation>
            <numerusform>%L1 of %Ln source</numerusform>
            <numerusform>%L1 of %Ln sources</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>iic::ui::SpectrumStore</name>
    <message numerus="yes">
        <source>%n spectra cannot be read; this one: %1</source>
        <translation>
            <numerusform>%n spectrum cannot be read: %1</numerusform>
            <numerusform>%n spectra cannot be read; this one: %1</numerusform>
        </translation>
    </message>
</context>
</TS>
