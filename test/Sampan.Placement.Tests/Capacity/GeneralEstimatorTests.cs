using System.Text.Json;
using Sampan.Placement.Bindings;
using Sampan.Placement.Capacity;

namespace Sampan.Placement.Tests.Capacity;

public sealed class GeneralEstimatorTests
{
    private const string Models = """{"resourceModels":[{"grade":0,"ranges":[{"name":"cpu","min":"1","max":"2"}]},{"grade":1,"ranges":[{"name":"cpu","min":"2","max":"4"}]}]}""";

    [Theory]
    [InlineData("{}", """{"allocatable":{"cpu":"4","pods":"10"},"allocated":{"cpu":"1","pods":"3"},"allocating":{"cpu":"500m"}}""", "500m", 5)]
    [InlineData("{}", """{"allocatable":{"cpu":"4","pods":"2"}}""", "500m", 2)]
    [InlineData("{}", """{"allocatable":{"pods":"2"}}""", "500m", 0)]
    [InlineData("{}", """{"allocatable":{"cpu":"4","pods":"2"},"allocated":{"pods":"3"}}""", "1", 0)]
    [InlineData(Models, """{"allocatable":{"cpu":"99","pods":"99"},"allocatableModelings":[{"grade":0,"count":2},{"grade":1,"count":3}]}""", "1500m", 3)]
    [InlineData(Models, """{"allocatable":{"cpu":"9","pods":"99"},"allocatableModelings":[]}""", "1500m", 6)]
    public void MaxAvailableReplicas_Summary_CountsWhatFits(string spec, string summary, string cpu, int expected)
    {
        var requirements = ReplicaRequirements.Of(JsonElement.Parse($$$"""{"resourceRequest":{"cpu":"{{{cpu}}}"}}"""));

        var binding = Fleets.Deployment(1, "{}") with { Requirements = requirements };

        Assert.Equal(expected, GeneralEstimator.Instance.MaxAvailableReplicas(Fleets.Cluster("m", spec, summary), binding));
    }
}
