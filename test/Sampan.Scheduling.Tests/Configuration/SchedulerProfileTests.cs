using System.Text.Json;
using Sampan.Scheduling.Configuration;

namespace Sampan.Scheduling.Tests.Configuration;

public sealed class SchedulerProfileTests
{
    [Fact]
    public void PluginsOf_Default_HasKubeSchedulersOrderAndWeights() => Assert.Equal(
        "TaintToleration 3, NodeAffinity 2, NodeResourcesFit 1, PodTopologySpread 2, InterPodAffinity 2, DynamicResources 2, NodeResourcesBalancedAllocation 1, ImageLocality 1",
        ScoresOf("{}"));

    [Fact]
    public void PluginsOf_PluginEnabledAgainInMultiPoint_KeepsItsPlaceWithTheNewWeight() =>
        Assert.StartsWith("TaintToleration 3, NodeAffinity 9, NodeResourcesFit 1", ScoresOf("""{"multiPoint":{"enabled":[{"name":"NodeAffinity","weight":9}]}}"""), StringComparison.Ordinal);

    [Fact]
    public void PluginsOf_AllDisabledInMultiPoint_HasWhatIsEnabledAlone() =>
        Assert.Equal("ImageLocality 4", ScoresOf("""{"multiPoint":{"disabled":[{"name":"*"}],"enabled":[{"name":"ImageLocality","weight":4}]}}"""));

    [Fact]
    public void PluginsOf_PluginOfThePointItself_ComesFirst() =>
        Assert.StartsWith("ImageLocality 7, TaintToleration 3", ScoresOf("""{"score":{"enabled":[{"name":"ImageLocality","weight":7}]}}"""), StringComparison.Ordinal);

    [Fact]
    public void PluginsOf_DisabledAtThePoint_TakesNoPartThere() =>
        Assert.DoesNotContain("NodeResourcesFit", ScoresOf("""{"score":{"disabled":[{"name":"NodeResourcesFit"}]}}"""), StringComparison.Ordinal);

    [Fact]
    public void Engine_UnknownStrategy_SaysWhatIsWrong()
    {
        var profile = SchedulerProfile.Of(JsonElement.Parse("""{"pluginConfig":[{"name":"NodeResourcesFit","args":{"scoringStrategy":{"type":"Best"}}}]}"""));

        Assert.Contains("scoringStrategy.type \"Best\" is unknown", Assert.Throws<FormatException>(() => new SchedulingEngine(profile)).Message, StringComparison.Ordinal);
    }

    private static string ScoresOf(string plugins)
    {
        var profile = SchedulerProfile.Of(JsonElement.Parse($$"""{"plugins":{{plugins}} }"""));
        var engine = new SchedulingEngine(profile);
        return string.Join(", ", engine.ScoreWeights.Select(plugin => $"{plugin.Plugin} {plugin.Weight}"));
    }
}
