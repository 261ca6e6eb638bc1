using System.Text.Json;
using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling.Tests;

public sealed class TaintedStayTests
{
    [Theory]
    [InlineData("[]", "[]", null)]
    [InlineData("[]", """[{"key":"a","effect":"NoSchedule"}]""", null)]
    [InlineData("[]", """[{"key":"a","effect":"NoExecute"}]""", 0)]
    [InlineData("""[{"key":"a","operator":"Exists"}]""", """[{"key":"a","effect":"NoExecute"}]""", null)]
    [InlineData("""[{"key":"a","operator":"Exists","effect":"NoExecute","tolerationSeconds":30}]""", """[{"key":"a","effect":"NoExecute"}]""", 30)]
    [InlineData("""[{"key":"a","operator":"Exists","effect":"NoExecute","tolerationSeconds":-5}]""", """[{"key":"a","effect":"NoExecute"}]""", 0)]
    [InlineData("""[{"key":"a","value":"1","effect":"NoExecute","tolerationSeconds":30}]""", """[{"key":"a","value":"2","effect":"NoExecute"}]""", 0)]
    [InlineData("""[{"key":"a","operator":"Exists","effect":"NoExecute","tolerationSeconds":30},{"key":"b","operator":"Exists","effect":"NoExecute","tolerationSeconds":10}]""", """[{"key":"a","effect":"NoExecute"},{"key":"b","effect":"NoExecute"}]""", 10)]
    [InlineData("""[{"key":"a","operator":"Exists","effect":"NoExecute","tolerationSeconds":30}]""", """[{"key":"a","effect":"NoExecute"},{"key":"b","effect":"NoExecute"}]""", 0)]
    [InlineData("""[{"key":"a","operator":"Exists","effect":"NoExecute","tolerationSeconds":9223372036854775807}]""", """[{"key":"a","effect":"NoExecute"}]""", null)]
    public void Of_IsTheShortestOfWhatIsTolerated(string tolerations, string taints, int? seconds)
    {
        var pod = PodInfo.Of(JsonElement.Parse($$"""{"metadata":{"name":"p"},"spec":{"tolerations":{{tolerations}}} }"""));
        var node = Node.Of(JsonElement.Parse($$"""{"metadata":{"name":"n"},"spec":{"taints":{{taints}}} }"""));

        Assert.Equal(seconds is { } some ? TimeSpan.FromSeconds(some) : null, TaintedStay.Of(pod, node));
    }
}
