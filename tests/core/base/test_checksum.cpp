#include "TestSupport.h"

#include "base/Checksum.h"

#include <QTemporaryDir>

#include <fstream>

using namespace iic;

namespace {

std::string checksumOf(std::string_view text, std::size_t piece = SIZE_MAX) {
    Checksum checksum;
    auto bytes = std::as_bytes(std::span(text));
    while (!bytes.empty()) {
        const auto taken = std::min(piece, bytes.size());
        checksum.add(bytes.first(taken));
        bytes = bytes.subspan(taken);
    }
    return checksum.text();
}

std::string longText(std::size_t length) {
    std::string text(length, ' ');
    for (std::size_t i = 0; i < length; ++i)
        text[i] = static_cast<char>(i * i % 251);
    return text;
}

} // namespace

class TestChecksum : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    /// The values the reference implementation gives (libxxhash, seed 0).
    void isXxh64() {
        QCOMPARE(checksumOf(""), std::string("ef46db3751d8e999"));
        QCOMPARE(checksumOf("a"), std::string("d24ec4f1a98c6e5b"));
        QCOMPARE(checksumOf("abc"), std::string("44bc2cf5ad770999"));
        QCOMPARE(checksumOf("123456789"), std::string("8cb841db40e6ae83"));
        QCOMPARE(checksumOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"), std::string("aaa46907d3047814"));
        QCOMPARE(checksumOf("12345678901234567890123456789012345678901234567890123456789012345678901234567890"),
                 std::string("e04a477f19ee145d"));
    }

    void doesNotDependOnThePieces() {
        for (const std::size_t length : {1u, 31u, 32u, 33u, 64u, 100u, 1000u})
            for (const std::size_t piece : {1u, 3u, 31u, 32u, 33u, 70u})
                QCOMPARE(checksumOf(longText(length), piece), checksumOf(longText(length)));
    }

    void changesWithAnyByte() {
        const auto text = longText(77);
        for (std::size_t i = 0; i < text.size(); ++i) {
            auto other = text;
            other[i] = static_cast<char>(other[i] ^ 1);
            QVERIFY(checksumOf(other) != checksumOf(text));
        }
    }

    void fingerprintsAFile() {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("a").toStdString();
        const auto text = longText(600'001);
        std::ofstream(path, std::ios::binary) << text;
        const auto found = fingerprintFile(path);
        QVERIFY(found);
        QCOMPARE(found->bytes, std::uint64_t{600'001});
        QCOMPARE(found->checksum, checksumOf(text));
        QCOMPARE(fingerprintFile(folder.filePath("b").toStdString()).error().code, ErrorCode::FileNotFound);
        QCOMPARE(fingerprintFile(folder.path().toStdString()).error().code, ErrorCode::FileUnreadable);
    }
};

IIC_CORE_TEST_MAIN(TestChecksum)
#include "test_checksum.moc"
