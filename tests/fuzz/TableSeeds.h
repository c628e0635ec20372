#pragma once

#include <QByteArray>

#include <array>
#include <fmt/format.h>
#include <string>
#include <vector>

namespace iic::test {

/// Small valid files that between them use every feature of the readers.
inline std::vector<std::string> textSeeds() {
    return {
        "designation,ra,dec,w1mpro,w1sigmpro,class\n"
        "J104422.15+210315.2,161.0922917,21.0542222,14.25,0.05,STAR\n"
        "\"J1, \"\"quoted\"\"\r\nname\",10.5,-20.25,,999,QSO\n"
        "0012,360,90,nan,null,GALAXY\n",

        "#Table1\r\n# note\r\nra\tdec\tra\t\r\n1\t2\t3\t\r\n4\t5\r\n-1e300\t+7\t11899370914386026497\t\r\n",

        "\\key = 'value'\n\\ note\n"
        "|ra      |dec     |designation        |n  |\n"
        "|double  |d       |char               |int|\n"
        "|deg     |deg     |                   |   |\n"
        "|null    |null    |null               |-9 |\n"
        " 161.092  21.054   J104422.15+210315.2 12 \n"
        " null     -20.25   none                -9 \n"
        "10.5      1\n",

        "|a|\n 1\n",
    };
}

inline const std::string voTableStart = R"(<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE VOTABLE SYSTEM "x.dtd">
<VOTABLE version="1.3" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE><DESCRIPTION>a</DESCRIPTION><INFO name="b" value="c"/>
<TABLE nrows="2"><FIELD name="ra" datatype="double" unit="deg"/><FIELD name="dec" datatype="float"/>
<FIELD name="name" datatype="char" arraysize="*"/><FIELD name="v" datatype="short" arraysize="2"><VALUES null="-9"/></FIELD>
<FIELD name="u" datatype="unicodeChar" arraysize="2"/><FIELD name="o" datatype="boolean"/><FIELD name="x" datatype="int" arraysize="2x*"/>
<DATA>)";
inline const std::string voTableEnd = "</DATA></TABLE></RESOURCE></VOTABLE>";

/// VOTables in each serialisation, of the same kind of rows.
inline std::vector<std::string> voTableSeeds() {
    using namespace std::string_literals;
    const auto cells =
        "\x40\x24\0\0\0\0\0\0"s + "\xc1\xa0\0\0"s + "\0\0\0\3abc"s + "\xff\xf7\0\1"s + "\0x\0y"s + "T"s + "\0\0\0\0"s;
    const auto base64 = [](const std::string& bytes) { return QByteArray::fromStdString(bytes).toBase64().toStdString(); };
    return {
        voTableStart +
            "<TABLEDATA><TR><TD>10.5</TD><TD>-20</TD><TD>J1 &amp; <![CDATA[<x>]]></TD><TD>1 -9</TD><TD>\xc3\xa9</TD><TD>T</TD>"
            "<TD>1 2</TD></TR><TR><TD/><TD>NaN</TD><TD/></TR></TABLEDATA>" +
            voTableEnd,
        voTableStart + "<BINARY2><STREAM encoding=\"base64\">" + base64("\0"s + cells + "\xaa"s + cells) + "</STREAM></BINARY2>" +
            voTableEnd,
        voTableStart + "<BINARY><STREAM>" + base64(cells + cells) + "</STREAM></BINARY>" + voTableEnd};
}

inline std::string fitsBlock(const std::vector<std::string>& cards) {
    std::string bytes;
    for (auto card : cards) {
        card.resize(80, ' ');
        bytes += card;
    }
    bytes += "END";
    bytes.resize((bytes.size() + 2879) / 2880 * 2880, ' ');
    return bytes;
}

/// A FITS table with a column of each kind.
inline std::string fitsSeed() {
    const std::vector<std::string> forms{"D", "E", "8A", "I", "J", "K", "B", "L", "2E", "1PE(2)", "X", "I"};
    std::vector<std::string> cards{"XTENSION= 'BINTABLE'", "BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = 55",
                                   "NAXIS2  = 3",          "PCOUNT  = 8", "GCOUNT  = 1", "TFIELDS = 12"};
    const std::array<std::string, 12> names{"ra", "dec", "name", "w1mpro", "n", "k", "b", "l", "v", "heap", "x", "w1mpro"};
    for (std::size_t number = 1; number <= forms.size(); ++number) {
        cards.push_back(fmt::format("{:<8}= '{}'", fmt::format("TTYPE{}", number), names[number - 1]));
        cards.push_back(fmt::format("{:<8}= '{}'", fmt::format("TFORM{}", number), forms[number - 1]));
    }
    for (const char* card :
         {"TSCAL4  = 0.001", "TZERO4  = 15", "TNULL4  = -1", "TZERO5  = 2147483648", "TZERO6  = 9223372036854775808",
          "TZERO7  = -128", "TUNIT1  = 'deg'", "TDIM3   = '(8)'", "COMMENT a note"})
        cards.emplace_back(card);
    std::string data;
    for (const char fill : {'\x40', '\1', 'T'})
        data += std::string(55, fill);
    data.resize(2880, '\0');
    return fitsBlock({"SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 0", "EXTEND  = T"}) + fitsBlock(cards) + data;
}

/// Values that mean something to a reader of FITS headers.
inline const std::array<std::string, 26> cardValues{"0",
                                                    "-1",
                                                    "1",
                                                    "2",
                                                    "8",
                                                    "54",
                                                    "56",
                                                    "999",
                                                    "1000",
                                                    "2147483647",
                                                    "4294967296",
                                                    "1099511627776",
                                                    "4611686018427387904",
                                                    "9223372036854775807",
                                                    "99999999999999999999",
                                                    "'K'",
                                                    "'999999999999K'",
                                                    "'0D'",
                                                    "'1PD'",
                                                    "'A'",
                                                    "'65E'",
                                                    "'Z'",
                                                    "T",
                                                    "'BINTABLE'",
                                                    "nan",
                                                    "1e308"};

/// Pieces that mean something to a reader of tables.
inline const std::array<std::string, 22> pieces{"\"",           "\"\"",     ",",        "\t",   ";",     "|",
                                                "\\",           "#",        "\n",       "\r",   "\r\n",  std::string(1, '\0'),
                                                "\xef\xbb\xbf", "\xff",     "nan",      "-inf", "1e400", "99999999999999999999",
                                                "null",         "||||||||", "\n\n\n\n", "+-"};

/// Pieces that mean something to a reader of VOTables.
inline const std::array<std::string, 24> tags{"<TR>",
                                              "</TR>",
                                              "<TD>",
                                              "</TD>",
                                              "<TABLE>",
                                              "</TABLE>",
                                              "<FIELD name='f' datatype='int'/>",
                                              "<DATA>",
                                              "<BINARY2>",
                                              "<STREAM encoding='gzip'>",
                                              "<TABLEDATA/>",
                                              "&amp;",
                                              "&x;",
                                              "]]>",
                                              "<!ENTITY a 'b'>",
                                              "<![CDATA[",
                                              "<!--",
                                              "xmlns=''",
                                              "datatype='long'",
                                              "arraysize='99999999'",
                                              "arraysize='*'",
                                              "=",
                                              "AAAA",
                                              "<VALUES null='1'/>"};

} // namespace iic::test
