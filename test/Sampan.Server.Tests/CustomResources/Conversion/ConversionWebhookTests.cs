using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Embedded;
using Sampan.Server.Tests.Webhooks;

namespace Sampan.Server.Tests.CustomResources.Conversion;

/// <summary>A definition whose version v1 has <c>spec.size</c> as a number and v2 as a text, with a webhook between them.</summary>
public sealed class ConversionWebhookTests : IAsyncLifetime
{
    private static readonly ResourceType First = new("shop.example.com", "v1", "boxes", "Box", Namespaced: true);
    private static readonly ResourceType Second = First with { Version = "v2" };
    private static readonly NamespacedName Name = new("default", "b");

    private readonly EmbeddedServer _server = EmbeddedServer.InMemory();
    private ICluster _cluster = null!;
    private WebhookServer _webhook = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.AddClusterAsync("hub", Token);
        _cluster = _server.Connect("hub", "test");
        _webhook = await WebhookServer.StartAsync(Converted, "hook.default.svc");
        await DefineAsync("v1");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _webhook.DisposeAsync();
    }

    [Fact]
    public async Task Object_IsReadAndWrittenInBothVersions()
    {
        await CreateAsync(Second, "b", "\"7\"");

        Assert.Equal("7", await SizeAsync(First));
        Assert.Equal("\"7\"", await SizeAsync(Second));
        var (path, review) = _webhook.Received.First();
        Assert.Equal("/convert?timeout=30s", path);
        Assert.Equal("apiextensions.k8s.io/v1", review["apiVersion"]!.ToString());
        Assert.Equal("shop.example.com/v1", review["request"]!["desiredAPIVersion"]!.ToString());
        Assert.Equal("shop.example.com/v2", review["request"]!["objects"]![0]!["apiVersion"]!.ToString());

        await _cluster.PatchAsync(Second, Name, new Patch(PatchType.Merge, """{"spec":{"size":"8"},"metadata":{"labels":{"a":"b"}}}"""u8.ToArray()), new WriteOptions(), Token);

        Assert.Equal("8", await SizeAsync(First));
        await _cluster.DeleteAsync(Second, Name, new DeleteOptions(), Token);
        Assert.True((await Assert.ThrowsAsync<ApiException>(() => SizeAsync(First))).IsNotFound);
    }

    [Fact]
    public async Task List_AsksOnce_AndNotForWhatIsOfTheVersionAlready()
    {
        await CreateAsync(First, "a", "1");
        await CreateAsync(First, "b", "2");
        await DefineAsync("v2");
        await CreateAsync(Second, "c", "\"3\"");
        _webhook.Received.Clear();

        var list = await _cluster.ListAsync(Second, "default", new ListOptions(), Token);

        Assert.Equal(["\"1\"", "\"2\"", "\"3\""], list.Items.Select(item => item.Root.GetProperty("spec").GetProperty("size").GetRawText()));
        Assert.Equal(2, Assert.Single(_webhook.Received).Review["request"]!["objects"]!.AsArray().Count);
    }

    [Fact]
    public async Task ObjectOfAFormerStoredVersion_IsConvertedToTheStoredOne()
    {
        await CreateAsync(First, "b", "5");

        await DefineAsync("v2");

        Assert.Equal("\"5\"", await SizeAsync(Second));
        Assert.Equal("5", await SizeAsync(First));
    }

    [Fact]
    public async Task Update_WithoutAnyChange_MigratesToTheStoredVersion()
    {
        await CreateAsync(First, "b", "5");
        await DefineAsync("v2");
        var shown = await _cluster.GetAsync(Second, Name, Token);

        var migrated = await _cluster.UpdateAsync(Second, shown, new WriteOptions(), Token);
        var same = await _cluster.UpdateAsync(Second, migrated, new WriteOptions(), Token);

        Assert.NotEqual(shown.Metadata.ResourceVersion, migrated.Metadata.ResourceVersion);
        Assert.Equal(migrated.Metadata.ResourceVersion, same.Metadata.ResourceVersion);
        _webhook.Received.Clear();
        Assert.Equal("\"5\"", await SizeAsync(Second));
        Assert.Empty(_webhook.Received);
    }

    [Fact]
    public async Task Watch_ShowsTheVersionThatIsWatched()
    {
        await CreateAsync(First, "b", "1");
        await using var events = _cluster.WatchAsync(Second, "default", new WatchOptions(), Token).GetAsyncEnumerator(Token);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("\"1\"", Size(events.Current.Object));

        await _cluster.PatchAsync(First, Name, new Patch(PatchType.Merge, """{"spec":{"size":2}}"""u8.ToArray()), new WriteOptions(), Token);

        Assert.True(await events.MoveNextAsync());
        Assert.Equal("\"2\"", Size(events.Current.Object));
    }

    [Fact]
    public async Task Metadata_IsKept_ExceptLabelsAndAnnotations()
    {
        _webhook.Answer = review =>
        {
            var response = Converted(review);
            var metadata = response["convertedObjects"]![0]!["metadata"]!.AsObject();
            metadata["labels"] = new JsonObject { ["by"] = "hook" };
            metadata["finalizers"] = new JsonArray("example.com/never");
            return response;
        };
        await CreateAsync(First, "b", "1");

        var shown = await _cluster.GetAsync(Second, Name, Token);

        Assert.Equal("hook", shown.Metadata.Labels["by"]);
        Assert.Empty(shown.Metadata.Finalizers);
    }

    [Theory]
    [InlineData("""{"result":{"status":"Failed","message":"no such size"}}""", "conversion webhook for shop.example.com/v1, Kind=Box failed: no such size")]
    [InlineData("""{"result":{"status":"Failed"}}""", "conversion webhook for shop.example.com/v1, Kind=Box failed: response.result.status was 'Failed', not 'Success'")]
    [InlineData("""{"result":{"status":"Success"},"convertedObjects":[]}""", "conversion webhook for shop.example.com/v1, Kind=Box returned 0 objects, expected 1")]
    [InlineData("""{"result":{"status":"Success"},"convertedObjects":[{"apiVersion":"shop.example.com/v1","kind":"Box","metadata":{}}]}""", "conversion webhook for shop.example.com/v1, Kind=Box returned invalid object at index 0: invalid groupVersion (expected shop.example.com/v2, received shop.example.com/v1)")]
    [InlineData("""{"result":{"status":"Success"},"convertedObjects":[{"apiVersion":"shop.example.com/v2","kind":"Crate","metadata":{}}]}""", "conversion webhook for shop.example.com/v1, Kind=Box returned invalid object at index 0: invalid kind (expected Box, received Crate)")]
    [InlineData("""{"result":{"status":"Success"},"convertedObjects":[{"apiVersion":"shop.example.com/v2","kind":"Box","metadata":{"name":"x"}}]}""", "conversion webhook for shop.example.com/v1, Kind=Box returned invalid object: must have the same name: b != x")]
    public async Task Answer_ThatIsNoConversion_IsTheServersError(string response, string message)
    {
        await CreateAsync(First, "b", "1");
        _webhook.Answer = _ => JsonNode.Parse(response)!;

        var error = await Assert.ThrowsAsync<ApiException>(() => SizeAsync(Second));

        Assert.Equal((500, message), (error.Status.Code, error.Status.Message));
        Assert.Equal("1", await SizeAsync(First));
    }

    [Fact]
    public async Task WebhookOutOfOrder_IsTheServersError_AndNothingIsStored()
    {
        _webhook.Answer = _ => 500;

        var error = await Assert.ThrowsAsync<ApiException>(() => CreateAsync(Second, "b", "\"1\"").AsTask());

        Assert.Contains("conversion webhook for shop.example.com/v2, Kind=Box failed: ", error.Status.Message, StringComparison.Ordinal);
        Assert.True((await Assert.ThrowsAsync<ApiException>(() => SizeAsync(First))).IsNotFound);
    }

    private static JsonObject Converted(JsonObject review)
    {
        var desired = review["request"]!["desiredAPIVersion"]!.ToString();
        var converted = new JsonArray();
        foreach (var item in review["request"]!["objects"]!.AsArray())
        {
            var copy = item!.DeepClone().AsObject();
            copy["apiVersion"] = desired;
            var size = copy["spec"]!["size"]!.ToString();
            copy["spec"]!["size"] = desired.EndsWith("v2", StringComparison.Ordinal) ? size : int.Parse(size, System.Globalization.CultureInfo.InvariantCulture);
            converted.Add((JsonNode)copy);
        }

        return new JsonObject { ["result"] = new JsonObject { ["status"] = "Success" }, ["convertedObjects"] = converted };
    }

    private async Task DefineAsync(string stored)
    {
        string Version(string name, string type) => $$$"""
            {"name":"{{{name}}}","served":true,"storage":{{{(name == stored ? "true" : "false")}}},"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"size":{"type":"{{{type}}}"} } } } } } }
            """;
        var definition = $$$"""
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"boxes.shop.example.com"},
             "spec":{"group":"shop.example.com","scope":"Namespaced","names":{"plural":"boxes","kind":"Box"},
              "conversion":{"strategy":"Webhook","webhook":{"conversionReviewVersions":["v2","v1","v1beta1"],"clientConfig":{"url":"https://localhost:{{{_webhook.Address.Port}}}/convert","caBundle":"{{{_webhook.CaBundle}}}"} } },
              "versions":[{{{Version("v1", "integer")}}},{{{Version("v2", "string")}}}] } }
            """;
        var draft = JsonNode.Parse(definition)!.AsObject();
        await _cluster.PatchAsync(WellKnownTypes.CustomResourceDefinitions, NamespacedName.ClusterScoped("boxes.shop.example.com"), new Patch(PatchType.Apply, draft.ToUtf8Bytes()), new WriteOptions { FieldManager = "test", Force = true }, Token);
    }

    private ValueTask<KubernetesObject> CreateAsync(ResourceType type, string name, string size) => _cluster.CreateAsync(
        type,
        KubernetesObject.From(JsonNode.Parse($$$"""{"apiVersion":"{{{type.ApiVersion}}}","kind":"Box","metadata":{"name":"{{{name}}}","namespace":"default"},"spec":{"size":{{{size}}} } }""")!.AsObject()),
        new WriteOptions(),
        Token);

    private async Task<string> SizeAsync(ResourceType type) => Size(await _cluster.GetAsync(type, Name, Token));

    private static string Size(KubernetesObject shown) => shown.Root.GetProperty("spec").GetProperty("size").GetRawText();
}
