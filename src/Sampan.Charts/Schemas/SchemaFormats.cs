namespace Sampan.Charts.Schemas;

/// <summary>The values of <c>format</c> that are checked. An unknown one is not.</summary>
internal static class SchemaFormats
{
    /// <summary>Why a text is not of a format; null when it is.</summary>
    public static string? Check(string format, string text) => format switch
    {
        "json-pointer" => PointerFormats.CheckPointer(text),
        "relative-json-pointer" => PointerFormats.CheckRelativePointer(text),
        "uuid" => IdentifierFormats.CheckUuid(text),
        "semver" => IdentifierFormats.CheckSemver(text),
        "regex" => IdentifierFormats.CheckRegex(text),
        "ipv4" => NetworkFormats.CheckIPv4(text),
        "ipv6" => NetworkFormats.CheckIPv6(text),
        "hostname" => NetworkFormats.CheckHostname(text),
        "email" => NetworkFormats.CheckEmail(text),
        "uri" or "iri" => UriFormats.CheckUri(text),
        "uri-reference" or "iri-reference" => UriFormats.CheckReference(text),
        "uri-template" => UriFormats.CheckTemplate(text),
        "date" => TimeFormats.CheckDate(text),
        "time" => TimeFormats.CheckTime(text),
        "date-time" => TimeFormats.CheckDateTime(text),
        "duration" => TimeFormats.CheckDuration(text),
        "period" => TimeFormats.CheckPeriod(text),
        _ => null,
    };
}
