#pragma once

#include "TestSupport.h"

#include <QFile>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

namespace iic::test {

/// How a call of the program ended.
struct Outcome {
    int exit = -1;
    QString output, error;

    nlohmann::json json() const { return nlohmann::json::parse(output.toStdString()); }
};

/// Drives the program as a user's shell does, in a folder of its own.
class CommandTest : public Test {
  protected:
    QTemporaryDir folder_;

    QString path(const QString& name) const { return folder_.filePath(name); }

    static constexpr int patience = 250'000; ///< milliseconds

    static Outcome run(const QStringList& words, int patience = CommandTest::patience) {
        QProcess program;
        program.start(IICNET_PROGRAM, words);
        return outcomeOf(program, patience);
    }

    static Outcome outcomeOf(QProcess& program, int patience = CommandTest::patience) {
        Outcome outcome;
        if (!program.waitForFinished(patience) || program.exitStatus() != QProcess::NormalExit)
            return outcome;
        return {program.exitCode(), QString::fromUtf8(program.readAllStandardOutput()),
                QString::fromUtf8(program.readAllStandardError())};
    }

    void write(const QString& name, const QByteArray& text) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    QByteArray contents(const QString& name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// Rows of a CSV file without quoted commas, by column name.
    static QList<QMap<QString, QString>> readCsv(const QString& path) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QStringList lines = QString::fromUtf8(file.readAll()).split('\n', Qt::SkipEmptyParts);
        while (!lines.isEmpty() && lines.front().startsWith('#'))
            lines.removeFirst();
        const QStringList names = lines.takeFirst().split(',');
        QList<QMap<QString, QString>> rows;
        for (const QString& line : lines) {
            const QStringList cells = line.split(',');
            QMap<QString, QString> row;
            for (int i = 0; i < names.size(); ++i)
                row[names[i]] = cells.value(i);
            rows << row;
        }
        return rows;
    }

    /// The call failed with one line that holds each of `words`, and left nothing at `out`.
    static void failsWith(const Outcome& outcome, const QStringList& words, const QString& out = {}) {
        QVERIFY2(outcome.exit == 1, qPrintable(QString("exit %1: %2").arg(outcome.exit).arg(outcome.error)));
        QString last = outcome.error.trimmed().section('\n', -1);
        QVERIFY2(last.startsWith("iicnet: error: "), qPrintable(outcome.error));
        for (const QString& word : words)
            QVERIFY2(last.contains(word), qPrintable(last));
        if (!out.isEmpty())
            QVERIFY2(!QFile::exists(out), qPrintable(out));
    }
};

} // namespace iic::test
