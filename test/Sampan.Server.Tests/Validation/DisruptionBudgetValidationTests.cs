namespace Sampan.Server.Tests.Validation;

public sealed class DisruptionBudgetValidationTests
{
    private const string NoPercent = "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

    [Theory]
    [InlineData("""{"minAvailable":-1}""", "spec.minAvailable: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("""{"maxUnavailable":"101%"}""", "spec.maxUnavailable: Invalid value: \"101%\": must not be greater than 100%")]
    [InlineData("""{"maxUnavailable":"half"}""", "spec.maxUnavailable: Invalid value: \"half\": " + NoPercent)]
    [InlineData("""{"minAvailable":1,"unhealthyPodEvictionPolicy":"Never"}""", "spec.unhealthyPodEvictionPolicy: Unsupported value: \"Never\": supported values: \"AlwaysAllow\", \"IfHealthyBudget\"")]
    [InlineData("""{"minAvailable":1,"maxUnavailable":1}""", "spec: Invalid value: {\"minAvailable\":1,\"maxUnavailable\":1}: minAvailable and maxUnavailable cannot be both set")]
    [InlineData("""{"minAvailable":"50%","selector":{}}""", "")]
    public void Create_FaultySpec_IsReported(string spec, string expected) => Assert.Equal(expected, Judged.Create("policy/v1", "PodDisruptionBudget", $"{{\"spec\":{spec}}}"));
}
