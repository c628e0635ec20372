#include "catalog/XmlReader.h"

#include <expat.h>
#include <fmt/format.h>
#include <memory>
#include <new>
#include <type_traits>

namespace iic {

namespace {

constexpr int mostDepth = 64;
constexpr int pieceSize = 64 * 1024;
constexpr std::uint64_t largestTag = 1 << 20;

std::string_view localName(std::string_view name) {
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// The parser and what stopped it. Nothing thrown passes through the library's C.
struct Parsing {
    std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser{XML_ParserCreate(nullptr),
                                                                                         XML_ParserFree};
    XmlHandler* handler = nullptr;
    int depth = 0;
    std::string fault;
    std::string place;
    bool isOutOfMemory = false;

    void stop(std::string why) {
        if (!fault.empty())
            return;
        fault = std::move(why);
        place = here();
        XML_StopParser(parser.get(), XML_FALSE);
    }
    std::string here() const {
        return fmt::format("line {}, column {}", XML_GetCurrentLineNumber(parser.get()),
                           XML_GetCurrentColumnNumber(parser.get()) + 1);
    }
    template <typename Body> void guarded(const Body& body) {
        if (!fault.empty() || isOutOfMemory)
            return;
        try {
            body();
            if (const auto why = handler->fault())
                stop(*why);
        } catch (const std::bad_alloc&) {
            isOutOfMemory = true;
            XML_StopParser(parser.get(), XML_FALSE);
        }
    }
};

void XMLCALL onStart(void* data, const XML_Char* name, const XML_Char** attributes) {
    auto& parsing = *static_cast<Parsing*>(data);
    parsing.guarded([&] {
        if (++parsing.depth > mostDepth)
            return parsing.stop("its elements are nested too deeply");
        XmlAttributes named;
        for (; *attributes; attributes += 2)
            named.emplace(localName(attributes[0]), attributes[1]);
        parsing.handler->start(localName(name), named);
    });
}

void XMLCALL onEnd(void* data, const XML_Char* name) {
    auto& parsing = *static_cast<Parsing*>(data);
    parsing.guarded([&] {
        --parsing.depth;
        parsing.handler->end(localName(name));
    });
}

void XMLCALL onText(void* data, const XML_Char* text, int length) {
    auto& parsing = *static_cast<Parsing*>(data);
    parsing.guarded([&] { parsing.handler->text({text, static_cast<std::size_t>(length)}); });
}

void XMLCALL onEntity(void* data, const XML_Char*, int, const XML_Char*, int, const XML_Char*, const XML_Char*, const XML_Char*,
                      const XML_Char*) {
    auto& parsing = *static_cast<Parsing*>(data);
    parsing.guarded([&] { parsing.stop("it declares entities, which a table has no use for"); });
}

void XMLCALL onSkippedEntity(void* data, const XML_Char*, int) {
    auto& parsing = *static_cast<Parsing*>(data);
    parsing.guarded([&] { parsing.stop("it uses an entity that is not defined"); });
}

Error problem(const Parsing& parsing, const std::string& file) {
    if (parsing.isOutOfMemory || XML_GetErrorCode(parsing.parser.get()) == XML_ERROR_NO_MEMORY)
        return {ErrorCode::OutOfMemory, file, "does not fit into the memory", {}};
    if (!parsing.fault.empty())
        return {ErrorCode::BadTable, file, parsing.fault, parsing.place};
    return {ErrorCode::BadTable, file, "is not well-formed XML",
            fmt::format("{}: {}", parsing.here(), XML_ErrorString(XML_GetErrorCode(parsing.parser.get())))};
}

} // namespace

JobResult<void> readXml(ByteSource& source, XmlHandler& handler, std::stop_token stop) {
    Parsing parsing;
    auto* parser = parsing.parser.get();
    if (!parser)
        throw std::bad_alloc();
    parsing.handler = &handler;
    XML_SetUserData(parser, &parsing);
    XML_SetElementHandler(parser, onStart, onEnd);
    XML_SetCharacterDataHandler(parser, onText);
    XML_SetEntityDeclHandler(parser, onEntity);
    XML_SetSkippedEntityHandler(parser, onSkippedEntity);
    for (bool more = true; more;) {
        if (stop.stop_requested())
            return cancelled();
        void* room = XML_GetBuffer(parser, pieceSize);
        if (!room)
            throw std::bad_alloc();
        const auto got = source.read({static_cast<char*>(room), pieceSize});
        if (!got)
            return tl::unexpected(got.error());
        more = *got == pieceSize;
        if (XML_ParseBuffer(parser, static_cast<int>(*got), !more) != XML_STATUS_OK)
            return tl::unexpected(problem(parsing, source.name()));
        const auto parsed = XML_GetCurrentByteIndex(parser);
        if (parsed >= 0 && source.position() > static_cast<std::uint64_t>(parsed) + largestTag)
            return fail(ErrorCode::BadTable, source.name(), "a single tag of it is too long", parsing.here());
    }
    return {};
}

} // namespace iic
