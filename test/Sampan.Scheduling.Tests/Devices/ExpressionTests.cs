using CsCheck;
using Sampan.Kubernetes.Quantities;
using Sampan.Scheduling.Devices.Expressions;

namespace Sampan.Scheduling.Tests.Devices;

public sealed class ExpressionTests
{
    private static readonly Dictionary<string, object> Variables = new()
    {
        ["device"] = new Dictionary<string, object>
        {
            ["driver"] = "gpu.example.com",
            ["attributes"] = new DomainMap { ["gpu.example.com"] = new Dictionary<string, object> { ["model"] = "h100", ["index"] = 3L, ["ecc"] = true } },
            ["capacity"] = new DomainMap { ["gpu.example.com"] = new Dictionary<string, object> { ["memory"] = Quantity.Parse("80Gi") } },
        },
    };

    [Theory]
    [InlineData("""device.driver == "gpu.example.com" """, true)]
    [InlineData("""device.attributes["gpu.example.com"].model == 'h100' && device.attributes["gpu.example.com"].index >= 3""", true)]
    [InlineData("""device.attributes["gpu.example.com"].model in ["a100", "l4"]""", false)]
    [InlineData("""device.capacity["gpu.example.com"].memory.compareTo(quantity("40Gi")) >= 0""", true)]
    [InlineData("""device.capacity["gpu.example.com"].memory.isLessThan(quantity("80Gi"))""", false)]
    [InlineData("""has(device.attributes["other.example.com"].model)""", false)]
    [InlineData("""has(device.attributes["gpu.example.com"].ecc) && device.attributes["gpu.example.com"].ecc""", true)]
    [InlineData("""device.attributes["other.example.com"].model == "x" || true""", true)]
    [InlineData("""!(1 + 2 * 3 == 9) && 7 % 4 == 3 && -1 < 0""", true)]
    [InlineData("""(device.driver.startsWith("gpu") ? "a" : "b") == "a" """, true)]
    [InlineData("""device.driver.matches("^gpu\\.[a-z]+\\.com$") && size(device.driver) == 15""", true)]
    public void Parse_Expression_EvaluatesAsInCel(string expression, bool expected) =>
        Assert.Equal(expected, new ExpressionParser(expression).Parse()(Variables));

    [Theory]
    [InlineData("device.attributes[\"other.example.com\"].model == \"x\"")]
    [InlineData("nobody.driver == \"x\"")]
    [InlineData("device.driver + 1 == \"x\"")]
    [InlineData("1 / 0 == 1")]
    public void Evaluate_WithoutValue_ThrowsFormatException(string expression) =>
        Assert.Throws<FormatException>(() => new ExpressionParser(expression).Parse()(Variables));

    [Fact]
    public void Parse_AnyText_EvaluatesOrThrowsFormatException() =>
        Gen.String[Gen.Char["device.\"'[]()&|=!<>+-*1 ,?:in"], 0, 20].Sample(text =>
        {
            try
            {
                Assert.NotNull(new ExpressionParser(text).Parse()(Variables));
            }
            catch (FormatException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        });
}
