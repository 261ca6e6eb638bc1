using System.Text;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Clusters.Http;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Tests.Clusters.Http;

public sealed class HttpClusterTests : IDisposable
{
    private static readonly ResourceType Pods = WellKnownTypes.Pods;

    private readonly ScriptedServer _server = new();
    private readonly HttpCluster _cluster;

    public HttpClusterTests() => _cluster = new HttpCluster("member1", new HttpClient(_server), new Uri("https://localhost:6443/clusters/member1/"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task List_ItemsWithoutType_GetIt()
    {
        _server.Answer(
            "GET /clusters/member1/api/v1/namespaces/a/pods?labelSelector=app%3Dweb%2Ctier%21%3Ddb&limit=2",
            """{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7","continue":"next"},"items":[{"metadata":{"name":"x","namespace":"a"}},{"apiVersion":"v1","kind":"Pod","metadata":{"name":"y"}}, {}]}""");
        var list = await _cluster.ListAsync(Pods, "a", new ListOptions { LabelSelector = "app=web,tier!=db", Limit = 2 }, Cancellation);

        Assert.Equal(("7", "next"), (list.ResourceVersion, list.Continue));
        Assert.Equal(["Pod", "Pod", "Pod"], list.Items.Select(item => item.Kind));
        Assert.Equal("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","namespace":"a"}}""", Encoding.UTF8.GetString(list.Items[0].Utf8Json.Span));
        Assert.Equal("""{"apiVersion":"v1","kind":"Pod"}""", Encoding.UTF8.GetString(list.Items[2].Utf8Json.Span));
    }

    [Fact]
    public async Task Get_Refused_ThrowsTheStatus()
    {
        _server.Answer(
            "GET /clusters/member1/api/v1/namespaces/a/pods/x",
            """{"kind":"Status","apiVersion":"v1","status":"Failure","message":"pods \"x\" not found","reason":"NotFound","details":{"name":"x","kind":"pods"},"code":404}""",
            404);
        var refused = await Assert.ThrowsAsync<ApiException>(async () => await _cluster.GetAsync(Pods, new NamespacedName("a", "x"), Cancellation));
        Assert.True(refused.IsNotFound);
        Assert.Equal("pods \"x\" not found", refused.Message);
        Assert.Equal("x", refused.Status.Details?.Name);
    }

    [Fact]
    public async Task Get_AnswerIsNoStatus_ThrowsItsTextAndCode()
    {
        var refused = await Assert.ThrowsAsync<ApiException>(async () => await _cluster.GetAsync(Pods, new NamespacedName("a", "x"), Cancellation));
        Assert.Equal((404, StatusReasons.NotFound, "the server could not find the requested resource"), (refused.Status.Code, refused.Status.Reason, refused.Message));
    }

    [Fact]
    public async Task Watch_Events_AreReadLineByLineUntilTheServerEnds()
    {
        _server.Answer("GET /clusters/member1/api/v1/pods?watch=true&resourceVersion=5&allowWatchBookmarks=true", """
            {"type":"ADDED","object":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","resourceVersion":"6"}}}
            {"type":"DELETED","object":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","resourceVersion":"8"}}}
            {"type":"BOOKMARK","object":{"apiVersion":"v1","kind":"Pod","metadata":{"resourceVersion":"9"}}}

            """);
        var changes = await _cluster.WatchAsync(Pods, null, new WatchOptions { ResourceVersion = "5" }, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(
            [(WatchEventType.Added, "6"), (WatchEventType.Deleted, "8"), (WatchEventType.Bookmark, "9")],
            changes.Select(change => (change.Type, change.Object.Metadata.ResourceVersion)));
    }

    [Fact]
    public async Task Watch_VersionTooOld_ThrowsExpired()
    {
        _server.Answer(
            "GET /clusters/member1/api/v1/pods?watch=true&resourceVersion=1&allowWatchBookmarks=true",
            """{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure","message":"too old resource version: 1 (5)","reason":"Expired","code":410}}""" + "\n");
        var refused = await Assert.ThrowsAsync<ApiException>(async () =>
            await _cluster.WatchAsync(Pods, null, new WatchOptions { ResourceVersion = "1" }, Cancellation).ToListAsync(Cancellation));
        Assert.True(refused.IsExpired);
    }

    [Fact]
    public async Task Writes_Options_BecomeQueryBodyAndMediaType()
    {
        const string Pod = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","namespace":"a"}}""";
        _server.Answer("POST /clusters/member1/api/v1/namespaces/a/pods?fieldManager=me&dryRun=All", Pod, 201)
            .Answer("PUT /clusters/member1/api/v1/namespaces/a/pods/x/status?fieldManager=me", Pod)
            .Answer("PATCH /clusters/member1/api/v1/namespaces/a/pods/x?fieldManager=me&force=true", Pod)
            .Answer("DELETE /clusters/member1/api/v1/namespaces/a/pods/x", """{"kind":"Status"}""");
        var pod = KubernetesObject.Parse(Encoding.UTF8.GetBytes(Pod));
        var me = WriteOptions.By("me");

        await _cluster.CreateAsync(Pods, pod, me with { DryRun = true }, Cancellation);
        await _cluster.UpdateAsync(Pods, pod, me with { Subresource = "status" }, Cancellation);
        await _cluster.PatchAsync(Pods, pod.NamespacedName, new Patch(PatchType.Apply, pod.Utf8Json), me with { Force = true }, Cancellation);
        await _cluster.DeleteAsync(Pods, pod.NamespacedName, new DeleteOptions { Propagation = PropagationPolicy.Foreground, Uid = "u", GracePeriodSeconds = 0 }, Cancellation);

        Assert.Equal(
            [
                $"application/json {Pod}",
                $"application/json {Pod}",
                $"application/apply-patch+yaml {Pod}",
                """application/json {"kind":"DeleteOptions","apiVersion":"v1","gracePeriodSeconds":0,"propagationPolicy":"Foreground","preconditions":{"uid":"u"}}""",
            ],
            _server.Bodies);
    }

    [Fact]
    public async Task Discover_AggregatedAnswer_TakesTwoRequests()
    {
        _server.Answer("GET /clusters/member1/api", """
            {"kind":"APIGroupDiscoveryList","items":[{"metadata":{},"versions":[{"version":"v1","resources":[
              {"resource":"pods","responseKind":{"kind":"Pod"},"scope":"Namespaced","subresources":[{"subresource":"status"}]}]}]}]}
            """).Answer("GET /clusters/member1/apis", """
            {"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":"apps"},"versions":[{"version":"v1","resources":[
              {"resource":"deployments","responseKind":{"kind":"Deployment"},"scope":"Namespaced"}]}]}]}
            """);
        Assert.Equal([WellKnownTypes.Pods, WellKnownTypes.Deployments], await _cluster.DiscoverAsync(Cancellation));
    }

    [Fact]
    public async Task Discover_LegacyServer_AsksForEachVersionAndLeavesBrokenOnesOut()
    {
        _server.Answer("GET /clusters/member1/api", """{"kind":"APIVersions","versions":["v1"]}""")
            .Answer("GET /clusters/member1/apis", """
                {"kind":"APIGroupList","groups":[{"name":"apps","versions":[{"version":"v1"}],"preferredVersion":{"version":"v1"}},
                 {"name":"metrics.k8s.io","versions":[{"version":"v1beta1"}],"preferredVersion":{"version":"v1beta1"}}]}
                """)
            .Answer("GET /clusters/member1/api/v1", """{"resources":[{"name":"pods","kind":"Pod","namespaced":true},{"name":"pods/status","kind":"Pod","namespaced":true}]}""")
            .Answer("GET /clusters/member1/apis/apps/v1", """{"resources":[{"name":"deployments","kind":"Deployment","namespaced":true}]}""");
        Assert.Equal([WellKnownTypes.Pods, WellKnownTypes.Deployments], await _cluster.DiscoverAsync(Cancellation));
    }
}
