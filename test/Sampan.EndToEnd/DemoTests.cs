using Sampan.EndToEnd.Harness;

namespace Sampan.EndToEnd;

public sealed class DemoTests
{
    [Fact]
    public async Task Demo_Exit_EndsWithTheFleetAsATableAndAPendingPodExplained()
    {
        var output = (await Programs.RunAsync(Programs.Sampan, ["demo", "--exit"])).Succeeded();

        Assert.Contains("Plan: ", output, StringComparison.Ordinal);
        Assert.Contains("storefront", output, StringComparison.Ordinal);
        Assert.Contains("4/4", output, StringComparison.Ordinal);
        Assert.Contains("Insufficient nvidia.com/gpu", output, StringComparison.Ordinal);
        Assert.Contains("kubectl --context member1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_IsPrinted() =>
        Assert.Matches(@"^\d+\.\d+\.\d+", (await Programs.RunAsync(Programs.Sampan, ["--version"])).Succeeded());
}
