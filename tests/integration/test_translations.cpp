#include "TestSupport.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QXmlStreamReader>

/// English is what the sources say, but for words that change with a number: those are in the translation.
class TestTranslations : public iic::test::Test {
    Q_OBJECT

    static QString read(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    /// The texts that have both forms, in the context of a class.
    static QSet<QString> translated() {
        QXmlStreamReader xml(read(QStringLiteral(IIC_SOURCE_DIR "/translations/iicnet-studio_en.ts")));
        QSet<QString> texts;
        QString source, context;
        int forms = 0;
        bool isFinished = false;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement() && xml.name() == u"name")
                context = xml.readElementText();
            else if (xml.isStartElement() && xml.name() == u"source")
                source = xml.readElementText();
            else if (xml.isStartElement() && xml.name() == u"translation") {
                isFinished = !xml.attributes().hasAttribute(QStringLiteral("type"));
                forms = 0;
            } else if (xml.isStartElement() && xml.name() == u"numerusform")
                forms += !xml.readElementText().isEmpty();
            else if (xml.isEndElement() && xml.name() == u"message" && isFinished && forms == 2 &&
                     context.startsWith("iic::ui::"))
                texts.insert(source);
        }
        return texts;
    }

  private Q_SLOTS:
    void numbersHaveTheirPlurals() {
        const QSet<QString> known = translated();
        const QRegularExpression counted(QStringLiteral("\\btr\\(\\s*\"((?:[^\"\\\\]|\\\\.)*%L?n(?:[^\"\\\\]|\\\\.)*)\"\\s*,"));
        QDirIterator files(QStringLiteral(IIC_SOURCE_DIR "/ui"), {"*.cpp", "*.h"}, QDir::Files, QDirIterator::Subdirectories);
        int found = 0;
        while (files.hasNext()) {
            const QString path = files.next();
            auto matches = counted.globalMatch(read(path));
            while (matches.hasNext()) {
                const QString text = matches.next().captured(1);
                ++found;
                QVERIFY2(known.contains(text), qPrintable(path + ": " + text));
            }
        }
        QVERIFY(found > 10);
    }
};

IIC_CORE_TEST_MAIN(TestTranslations)
#include "test_translations.moc"
