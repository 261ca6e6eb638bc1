using Sampan.Templates.Cryptography;

namespace Sampan.Templates.Tests.Cryptography;

public sealed class DerHeaderTests
{
    [Theory]
    [InlineData("", "asn1: syntax error: sequence truncated")]
    [InlineData("30", "asn1: syntax error: truncated tag or length")]
    [InlineData("3080", "asn1: syntax error: indefinite length found (not DER)")]
    [InlineData("308105", "asn1: syntax error: non-minimal length")]
    [InlineData("30820001", "asn1: syntax error: superfluous leading zeros in length")]
    [InlineData("308501010101010101", "asn1: syntax error: length too large")]
    [InlineData("30050000", "asn1: syntax error: data truncated")]
    [InlineData("30020000", null)]
    public void SequenceError_Header_IsThatOfGo(string hexadecimal, string? error) =>
        Assert.Equal(error, DerHeader.SequenceError(Convert.FromHexString(hexadecimal), "pkcs8"));

    [Fact]
    public void SequenceError_OtherTag_IsDescribed() => Assert.StartsWith(
        "asn1: structure error: tags don't match (16 vs {class:0 tag:2 length:1 isCompound:false}) {optional:false",
        DerHeader.SequenceError([2, 1, 0], "pkcs8"),
        StringComparison.Ordinal);
}
