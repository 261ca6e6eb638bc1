using Sampan.Controllers.Autoscaling;
using Sampan.Controllers.Tests.Fakes;

namespace Sampan.Controllers.Tests.Autoscaling;

public sealed class ReplicaDecisionTests
{
    private const string Open = """
        "behavior":{"scaleUp":{"stabilizationWindowSeconds":0,"selectPolicy":"Max","policies":[{"type":"Pods","value":4,"periodSeconds":15},{"type":"Percent","value":100,"periodSeconds":15}]},
                    "scaleDown":{"selectPolicy":"Max","policies":[{"type":"Percent","value":100,"periodSeconds":15}]} },
        """;

    private static readonly DateTimeOffset Now = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(3, 3, 3, "ReadyForNewScale", "DesiredWithinRange", false)]
    [InlineData(1, 9, 4, "ReadyForNewScale", "ScaleUpLimit", true)]
    [InlineData(4, 9, 8, "ReadyForNewScale", "ScaleUpLimit", true)]
    [InlineData(8, 30, 10, "ReadyForNewScale", "TooManyReplicas", true)]
    [InlineData(3, 1, 2, "ReadyForNewScale", "TooFewReplicas", true)]
    public void WithoutBehavior_IsWithinLimits(int current, int asked, int replicas, string able, string limit, bool isLimited)
    {
        var decision = ReplicaDecision.Of(Autoscaler(""), new ScalingMemory(), current, asked, Now);

        Assert.Equal((replicas, able, limit, isLimited), (decision.Replicas, decision.Able.Reason, decision.Limit.Reason, decision.IsLimited));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Open)]
    public void Fall_WaitsForFiveMinutesOfLowerRecommendations(string behavior)
    {
        var memory = new ScalingMemory();
        memory.Begin(8, Now);
        var autoscaler = Autoscaler(behavior);

        var soon = ReplicaDecision.Of(autoscaler, memory, 8, 3, Now.AddSeconds(15));
        var late = ReplicaDecision.Of(autoscaler, memory, 8, 4, Now.AddSeconds(301));

        Assert.Equal((8, "ScaleDownStabilized"), (soon.Replicas, soon.Able.Reason));
        Assert.Equal((4, "ReadyForNewScale"), (late.Replicas, late.Able.Reason));
    }

    [Fact]
    public void Rise_WithAWindow_TakesTheLowestRecommendation()
    {
        var memory = new ScalingMemory();
        memory.Begin(2, Now);
        var autoscaler = Autoscaler(Open.Replace("\"stabilizationWindowSeconds\":0", "\"stabilizationWindowSeconds\":60", StringComparison.Ordinal));

        var soon = ReplicaDecision.Of(autoscaler, memory, 2, 5, Now.AddSeconds(30));
        var late = ReplicaDecision.Of(autoscaler, memory, 2, 5, Now.AddSeconds(61));

        Assert.Equal((2, "ScaleUpStabilized"), (soon.Replicas, soon.Able.Reason));
        Assert.Equal((5, "ReadyForNewScale"), (late.Replicas, late.Able.Reason));
    }

    // What was scaled within a policy's period counts against it.
    [Theory]
    [InlineData("scaleUp", "Max", 2, 0, 9, 6, "ScaleUpLimit")]
    [InlineData("scaleUp", "Min", 2, 0, 9, 4, "ScaleUpLimit")]
    [InlineData("scaleUp", "Disabled", 2, 0, 9, 2, "ScaleUpLimit")]
    [InlineData("scaleUp", "Max", 6, 4, 9, 6, "ScaleUpLimit")]
    [InlineData("scaleUp", "Max", 5, 0, 12, 10, "TooManyReplicas")]
    [InlineData("scaleDown", "Max", 10, 0, 3, 5, "ScaleDownLimit")]
    [InlineData("scaleDown", "Min", 10, 0, 3, 6, "ScaleDownLimit")]
    [InlineData("scaleDown", "Disabled", 10, 0, 3, 10, "ScaleDownLimit")]
    [InlineData("scaleDown", "Max", 5, -5, 2, 5, "ScaleDownLimit")]
    [InlineData("scaleDown", "Max", 3, 0, 1, 2, "TooFewReplicas")]
    public void Policies_LimitTheRate(string direction, string select, int current, int before, int asked, int replicas, string limit)
    {
        var memory = new ScalingMemory();
        if (before != 0)
        {
            memory.Scaled(current - before, current, Now.AddSeconds(-20));
        }

        const string Policies = """[{"type":"Pods","value":4,"periodSeconds":60},{"type":"Percent","value":50,"periodSeconds":60}]""";
        var rules = direction == "scaleUp" ? Policies.Replace("\"value\":50", "\"value\":100", StringComparison.Ordinal) : Policies;
        var autoscaler = Autoscaler($$"""
            "behavior":{"{{direction}}":{"stabilizationWindowSeconds":0,"selectPolicy":"{{select}}","policies":{{rules}} } },
            """);

        var decision = ReplicaDecision.Of(autoscaler, memory, current, asked, Now);

        Assert.Equal((replicas, limit, true), (decision.Replicas, decision.Limit.Reason, decision.IsLimited));
    }

    [Fact]
    public void Policies_ForgetWhatIsLongerAgoThanTheirPeriod()
    {
        var memory = new ScalingMemory();
        memory.Scaled(2, 6, Now);

        var decision = ReplicaDecision.Of(Autoscaler(Open), memory, 6, 9, Now.AddSeconds(15));

        Assert.Equal((9, false), (decision.Replicas, decision.IsLimited));
    }

    [Fact]
    public void Tolerances_AreThoseOfTheBehavior()
    {
        Assert.Equal(Tolerances.Default, Autoscaler(Open).Tolerances);
        Assert.Equal(new Tolerances(0.25, 0.1), Autoscaler("""
            "behavior":{"scaleUp":{"tolerance":"250m"} },
            """).Tolerances);
    }

    private static AutoscalerState Autoscaler(string behavior) => new(Drafts.Parse($$"""
        {"metadata":{"name":"web","namespace":"default"},"spec":{ {{behavior}} "minReplicas":2,"maxReplicas":10} }
        """));
}
