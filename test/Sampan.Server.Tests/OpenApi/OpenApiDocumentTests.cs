using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.OpenApi;
using Sampan.Server.Resources;

namespace Sampan.Server.Tests.OpenApi;

public sealed class OpenApiDocumentTests
{
    private static JsonNode Document(string group, string version) => JsonNode.Parse(OpenApiDocument.Create(
        ResourceCatalog.BuiltIn.Where(resource => resource.Type.Group == group && resource.Type.Version == version).Select(resource => new OpenApiResource(resource)),
        "v1.36.0"))!;

    [Fact]
    public void Create_Apps_PatchesTakeFieldValidationAsKubectlRequires()
    {
        var patch = Document("apps", "v1")["paths"]!["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"]!["patch"]!;

        Assert.Equal("""{"group":"apps","kind":"Deployment","version":"v1"}""", patch["x-kubernetes-group-version-kind"]!.ToJsonString());
        Assert.Contains(patch["parameters"]!.AsArray(), parameter => (string?)parameter!["name"] == "fieldValidation");
    }

    [Fact]
    public void Create_Core_DescribesFields()
    {
        var property = Document("", "v1")["components"]!["schemas"]!["io.k8s.api.core.v1.PodSpec"]!["properties"]!["restartPolicy"]!;

        Assert.Equal("string", (string?)property["type"]);
        Assert.Equal("""["Always","Never","OnFailure"]""", property["enum"]!.ToJsonString());
        Assert.StartsWith("Restart policy for all containers", (string?)property["description"], StringComparison.Ordinal);
    }

    [Fact]
    public void Create_Apps_SaysHowStructuresAreMerged() => Assert.Equal(
        "retainKeys",
        (string?)Document("apps", "v1")["components"]!["schemas"]!["io.k8s.api.apps.v1.DeploymentSpec"]!["properties"]!["strategy"]!["x-kubernetes-patch-strategy"]);

    [Fact]
    public void Create_EveryGroupVersion_HasEverySchemaThatItRefersTo() => Assert.All(
        ResourceCatalog.BuiltIn.Select(resource => (resource.Type.Group, resource.Type.Version)).Distinct(),
        pair =>
        {
            var document = Document(pair.Group, pair.Version);
            var schemas = document["components"]!["schemas"]!.AsObject();

            Assert.All(References(document), reference => Assert.True(schemas.ContainsKey(reference["#/components/schemas/".Length..]), reference));
        });

    [Fact]
    public void Create_CustomResource_PublishesItsSchema()
    {
        var widgets = new ResourceDescription
        {
            Type = new ResourceType("example.com", "v1", "widgets", "Widget", Namespaced: true),
            Singular = "widget",
            Verbs = ["get", "list", "patch"],
        };
        var schema = JsonElement.Parse("""{"type":"object","properties":{"spec":{"type":"object","description":"What it is."}}}""");

        var document = JsonNode.Parse(OpenApiDocument.Create([new OpenApiResource(widgets, schema)], "v1.36.0"))!;

        var published = document["components"]!["schemas"]!["com.example.v1.Widget"]!;
        Assert.Equal("What it is.", (string?)published["properties"]!["spec"]!["description"]);
        Assert.Equal("""[{"group":"example.com","kind":"Widget","version":"v1"}]""", published["x-kubernetes-group-version-kind"]!.ToJsonString());
    }

    [Fact]
    public void Create_CustomResource_TakesNoStrategicMergePatch()
    {
        var definitions = new ResourceDescription
        {
            Type = new ResourceType("example.com", "v1", "widgets", "Widget", Namespaced: true),
            Singular = "widget",
            Verbs = ["patch"],
            Subresources = [new SubresourceDescription("status", new GroupVersionKind("example.com", "v1", "Widget"), ["patch"])],
        };

        var paths = JsonNode.Parse(OpenApiDocument.Create([new OpenApiResource(definitions, JsonElement.Parse("{}"))], "v1.36.0"))!["paths"]!.AsObject();

        Assert.Equal(2, paths.Count);
        Assert.All(paths, path => Assert.Equal(
            ["application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml"],
            path.Value!["patch"]!["requestBody"]!["content"]!.AsObject().Select(content => content.Key)));
        Assert.Contains(
            "application/strategic-merge-patch+json",
            Document("apps", "v1")["paths"]!["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"]!["patch"]!["requestBody"]!["content"]!.AsObject().Select(content => content.Key));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member is { Key: "$ref", Value: JsonValue reference } ? [(string)reference!] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
