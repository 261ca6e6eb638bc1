using CsCheck;
using Sampan.Charts.Schemas;

namespace Sampan.Charts.Tests.Schemas;

public sealed class SchemaFormatsTests
{
    private static readonly string[] Formats =
    [
        "email", "hostname", "ipv4", "ipv6", "uri", "uri-reference", "uri-template", "date", "time", "date-time", "duration", "period",
        "uuid", "semver", "json-pointer", "relative-json-pointer", "regex",
    ];

    [Theory]
    [InlineData("email", "a@b.c", null)]
    [InlineData("email", "a.b", "missing @")]
    [InlineData("hostname", "-a", "label starts with hyphen")]
    [InlineData("ipv6", "::1", null)]
    [InlineData("ipv6", "1", "missing colon")]
    [InlineData("uri", "/a", "relative url")]
    [InlineData("uri", "https://example.com/x?y", null)]
    [InlineData("date", "2024-02-30", "parsing time \"2024-02-30\": day out of range")]
    [InlineData("date-time", "2024-02-29T23:59:60Z", null)]
    [InlineData("date-time", "2024-02-29T12:59:60Z", "invalid time element: invalid leap second")]
    [InlineData("duration", "P1DT2H", null)]
    [InlineData("duration", "P1H", "invalid unit 'H'")]
    [InlineData("uuid", "x", "must have 5 elements")]
    [InlineData("semver", "1.2", "versionCore must have 3 numbers separated by dot")]
    [InlineData("json-pointer", "/a~2", "~ must be followed by 0 or 1")]
    [InlineData("unknown", "anything", null)]
    public void Check_Text_SaysWhy(string format, string text, string? reason) => Assert.Equal(reason, SchemaFormats.Check(format, text));

    [Fact]
    public void Check_AnyText_NeverThrows() =>
        Gen.Select(Gen.Int[0, Formats.Length - 1].Select(index => Formats[index]), Gen.OneOf(Gen.String, Gen.String["0123:-TZ.PWDH/@[]%#"]))
            .Sample((format, text) => { _ = SchemaFormats.Check(format, text); });
}
