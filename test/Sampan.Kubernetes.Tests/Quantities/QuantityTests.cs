using System.Numerics;
using CsCheck;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Kubernetes.Tests.Quantities;

public sealed class QuantityTests
{
    private static readonly string[] Suffixes = ["", "n", "u", "m", "k", "M", "Ki", "Mi", "Gi", "e3", "e-2"];

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-", "0")]
    [InlineData("0.5", "500m")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1000m", "1")]
    [InlineData("1.2345", "1234500u")]
    [InlineData("0.9n", "1n")]
    [InlineData("-0.9n", "-1n")]
    [InlineData("8Ei", "9223372036854775807")]
    [InlineData("100Ki", "100Ki")]
    [InlineData("1023", "1023")]
    [InlineData("512Ki", "512Ki")]
    [InlineData("0.5Ki", "512")]
    [InlineData("0.0001Ki", "102400u")]
    [InlineData("1500000", "1500k")]
    [InlineData("12e6", "12e6")]
    [InlineData("12000e3", "12e6")]
    [InlineData("1E", "1E")]
    [InlineData("1000E", "1e21")]
    [InlineData("5.", "5.")]
    [InlineData("1.500", "1.500")]
    [InlineData("1.5000", "1500m")]
    [InlineData("+5", "+5")]
    [InlineData("18446744073709551616", "18446744073709551616")]
    public void ToString_Parsed_IsKubernetesCanonicalForm(string text, string canonical) =>
        Assert.Equal(canonical, Quantity.Parse(text).ToString());

    [Theory]
    [InlineData("", "quantities must match")]
    [InlineData("1.1.M", "quantities must match")]
    [InlineData("1 ", "quantities must match")]
    [InlineData("aoeu", "quantities must match")]
    [InlineData("1i", "unable to parse quantity's suffix")]
    [InlineData("0.1mi", "unable to parse quantity's suffix")]
    [InlineData("-3.01e-", "unable to parse quantity's suffix")]
    [InlineData("1e99999", "unable to parse quantity's suffix")]
    public void Parse_Invalid_ThrowsKubernetesMessage(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => Quantity.Parse(text)).Message);

    [Theory]
    [InlineData("1n", 1, 1)]
    [InlineData("-1n", -1, -1)]
    [InlineData("1001m", 2, 1001)]
    [InlineData("2Ki", 2048, 2_048_000)]
    [InlineData("1e30", long.MaxValue, long.MaxValue)]
    public void ValueAndMilliValue_Fractions_RoundAwayFromZero(string text, long value, long milli)
    {
        var quantity = Quantity.Parse(text);

        Assert.Equal((value, milli), (quantity.Value, quantity.MilliValue));
    }

    [Fact]
    public void Add_LeftIsZero_TakesTheRightFormat() =>
        Assert.Equal("1Gi", (Quantity.Zero + Quantity.Parse("512Mi") + Quantity.Parse("536870912")).ToString());

    [Fact]
    public void Parse_AnyText_ReadsOrThrowsFormatException() =>
        Gen.String[Gen.Char["0123456789.+-eEinumkKMGTP x"], 0, 12].Sample(text =>
        {
            try
            {
                Assert.True(Quantity.TryParse(Quantity.Parse(text).ToString(), out _));
            }
            catch (FormatException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        });

    [Fact]
    public void ToString_ParsedAgain_IsTheSameAmount() =>
        Gen.Select(Gen.Long[-1_000_000_000_000, 1_000_000_000_000], Gen.Int[0, Suffixes.Length - 1].Select(i => Suffixes[i])).Sample((number, suffix) =>
        {
            var quantity = Quantity.Parse(number + suffix);
            var again = Quantity.Parse((quantity + Quantity.Zero).ToString());
            return again == quantity;
        });

    [Fact]
    public void Arithmetic_AnyAmounts_IsThatOfIntegers() =>
        Gen.Select(Gen.Long[-1_000_000_000, 1_000_000_000], Gen.Long[-1_000_000_000, 1_000_000_000]).Sample((a, b) =>
        {
            var (left, right) = (Quantity.OfMilli(a), Quantity.Of(b));
            return (left + right).MilliValue == a + (b * 1000)
                && (left - right).MilliValue == a - (b * 1000)
                && left.CompareTo(right) == new BigInteger(a).CompareTo(new BigInteger(b) * 1000);
        });
}
