<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
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
</TS>
