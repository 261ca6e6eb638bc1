using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Tests.Requests;

namespace Sampan.Server.Tests.Admission.Pods;

public sealed class PodReplacementTests : IAsyncLifetime
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    private readonly EmbeddedServer _server = EmbeddedServer.InMemory(TimeProvider.System);

    public async ValueTask InitializeAsync() => await _server.AddClusterAsync("hub", TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Put_TheManifestThatThePodWasMadeOf_KeepsWhatAdmissionGaveIt()
    {
        var user = new ApiUser(_server, UserInfo.Master("admin"));
        var created = JsonElement.Parse((await user.AnswerAsync("POST", Pods, Manifest("old"))).Body.Span);
        var answer = await user.AnswerAsync("PUT", $"{Pods}/web", Manifest("new"));

        Assert.Equal(200, answer.Status);
        var replaced = JsonElement.Parse(answer.Body.Span);
        Assert.Equal("new", replaced.Member("metadata", "labels")?.String("version"));
        foreach (var field in (string[])["priority", "preemptionPolicy", "tolerations"])
        {
            Assert.True(JsonElement.DeepEquals(created.Member("spec", field)!.Value, replaced.Member("spec", field)!.Value), field);
        }
    }

    [Fact]
    public async Task Put_OtherPriority_IsRefused()
    {
        var user = new ApiUser(_server, UserInfo.Master("admin"));
        await user.SendAsync("POST", Pods, Manifest("old"));
        Assert.Equal(422, (await user.SendAsync("PUT", $"{Pods}/web", Manifest("old", "\"priority\": 7,"))).Code);
    }

    private static string Manifest(string version, string more = "") => $$"""
        {
          "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "labels": {"version": "{{version}}"} },
          "spec": { {{more}} "containers": [{"name": "main", "image": "nginx"}] }
        }
        """;
}
