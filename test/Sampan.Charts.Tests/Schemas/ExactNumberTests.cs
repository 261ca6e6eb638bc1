using CsCheck;
using Sampan.Charts.Schemas;

namespace Sampan.Charts.Tests.Schemas;

public sealed class ExactNumberTests
{
    [Fact]
    public void CompareTo_AnyDecimals_AgreesWithDecimal() =>
        Gen.Select(Gen.Decimal[-1000, 1000], Gen.Decimal[-1000, 1000]).Sample((left, right) =>
            Math.Sign(Number(left).CompareTo(Number(right))) == left.CompareTo(right));

    [Fact]
    public void IsMultipleOf_Product_Holds() =>
        Gen.Select(Gen.Int[-1000, 1000], Gen.Decimal[-10, 10].Where(number => number != 0)).Sample((factor, number) =>
            Number(Math.Round(number, 6) * factor).IsMultipleOf(Number(Math.Round(number, 6))) || Math.Round(number, 6) == 0);

    [Theory]
    [InlineData("1e2", true)]
    [InlineData("1.50e1", true)]
    [InlineData("1.55e1", false)]
    [InlineData("0.0", true)]
    public void IsWhole_Text_ByValue(string text, bool whole) => Assert.Equal(whole, ExactNumber.Parse(text).IsWhole);

    private static ExactNumber Number(decimal value) => ExactNumber.Parse(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
