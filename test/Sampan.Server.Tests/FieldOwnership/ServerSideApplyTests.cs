using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.FieldOwnership;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Decoding;
using Sampan.Server.Schemas;

namespace Sampan.Server.Tests.FieldOwnership;

/// <summary>Field ownership with the schema of the built-in types.</summary>
public sealed class ServerSideApplyTests
{
    private const string Now = "2026-01-01T00:00:00Z";

    private static readonly JsonObject Empty = ObjectDecoder.Empty(BuiltInTypes.Instance.Find("core.v1.ConfigMap")!);

    private static FieldDefinition Schema(string apiVersion, string kind) => BuiltInTypes.Instance.SchemaOf(GroupVersionKind.Parse(apiVersion, kind))!;

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static ManagerEntry Applier(string name) => new(name, true, "v1", "", FieldSet.Empty, "");

    private static JsonObject Apply(JsonObject? live, string applied, string manager, bool force = false)
    {
        var result = ServerSideApply.Apply(live ?? Empty, Parse(applied), Empty, Schema("v1", "ConfigMap"), Applier(manager), force, Now);
        result["metadata"]!["uid"] = "1";
        return result;
    }

    private static string Fields(JsonObject @object) => string.Join(' ', @object["metadata"]!["managedFields"]?.AsArray().Select(entry => $"{entry!["manager"]}:{entry["fieldsV1"]!.ToJsonString()}") ?? []);

    [Fact]
    public void Apply_First_OwnsWhatItSets()
    {
        var created = Apply(null, """{"metadata":{"name":"c"},"data":{"a":"1","b":"2"}}""", "alice");

        Assert.Equal("""alice:{"f:data":{"f:a":{},"f:b":{}}}""", Fields(created));
    }

    [Fact]
    public void Apply_FieldLeftOut_IsRemovedUnlessSomebodyElseAppliesIt()
    {
        var live = Apply(null, """{"metadata":{"name":"c"},"data":{"a":"1","b":"2"}}""", "alice");
        live = Apply(live, """{"metadata":{"name":"c"},"data":{"b":"2"}}""", "bob");

        live = Apply(live, """{"metadata":{"name":"c"}}""", "alice");

        Assert.Equal("""{"b":"2"}""", live["data"]!.ToJsonString());
        Assert.Equal("""bob:{"f:data":{"f:b":{}}}""", Fields(live));
        live = Apply(live, """{"metadata":{"name":"c"}}""", "bob");
        Assert.Null(live["data"]);
    }

    [Fact]
    public void Apply_OthersField_IsAConflictUnlessForced()
    {
        var live = Apply(null, """{"metadata":{"name":"c"},"data":{"a":"1","b":"1"}}""", "alice");
        live = Apply(live, """{"metadata":{"name":"c"},"data":{"c":"1"}}""", "bob");

        var refused = Assert.Throws<ApiException>(() => Apply(live, """{"metadata":{"name":"c"},"data":{"a":"2","c":"2"}}""", "carol"));
        Assert.Equal("Apply failed with 2 conflicts: conflicts with \"alice\":\n- .data.a\nconflicts with \"bob\":\n- .data.c", refused.Message);

        live = Apply(live, """{"metadata":{"name":"c"},"data":{"a":"2"}}""", "carol", force: true);
        Assert.Equal("""alice:{"f:data":{"f:b":{}}} bob:{"f:data":{"f:c":{}}} carol:{"f:data":{"f:a":{}}}""", Fields(live));
    }

    [Fact]
    public void Update_Create_OwnsAddedMapsThemselves()
    {
        var changed = Parse("""{"metadata":{"name":"c"},"data":{"a":"1"}}""");

        Ownership.Update(Empty, changed, Schema("v1", "ConfigMap"), new ManagerEntry("kubectl", false, "v1", "", FieldSet.Empty, ""), Now);

        Assert.Equal("""kubectl:{"f:data":{".":{},"f:a":{}}}""", Fields(changed));
    }

    [Fact]
    public void Update_ByAnother_TakesWhatItChangesAndDropsWhatItRemoves()
    {
        var schema = Schema("v1", "ConfigMap");
        var live = Parse("""{"metadata":{"name":"c","uid":"1"},"data":{"a":"1","b":"1"}}""");
        live["metadata"]!["managedFields"] = new JsonArray(new ManagerEntry("m1", false, "v1", "", FieldSet.Parse(Parse("""{"f:data":{".":{},"f:a":{},"f:b":{}}}""")), Now).ToJson());
        var changed = Parse("""{"metadata":{"name":"c","uid":"1"},"data":{"b":"2"}}""");

        Ownership.Update(live, changed, schema, new ManagerEntry("m2", false, "v1", "", FieldSet.Empty, ""), Now);

        Assert.Equal("""m1:{"f:data":{}} m2:{"f:data":{"f:b":{}}}""", Fields(changed));
    }

    [Fact]
    public void Apply_KeyedLists_MergeByKeyWithDefaults()
    {
        var schema = Schema("v1", "Service");
        var empty = ObjectDecoder.Empty(BuiltInTypes.Instance.Find("core.v1.Service")!);
        var live = ServerSideApply.Apply(empty, Parse("""{"spec":{"ports":[{"port":80,"name":"a"}]}}"""), empty, schema, Applier("alice"), false, Now);
        live["metadata"]!["uid"] = "1";

        live = ServerSideApply.Apply(live, Parse("""{"spec":{"ports":[{"port":81,"name":"b"}]}}"""), empty, schema, Applier("bob"), false, Now);

        Assert.Equal("""[{"port":80,"name":"a"},{"port":81,"name":"b"}]""", live["spec"]!["ports"]!.ToJsonString());
        var refused = Assert.Throws<ApiException>(() => ServerSideApply.Apply(live, Parse("""{"spec":{"ports":[{"port":80,"protocol":"TCP","name":"x"}]}}"""), empty, schema, Applier("bob"), false, Now));
        Assert.Contains(""".spec.ports[port=80,protocol="TCP"].name""", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"bogus":1}""", ".bogus: field not declared in schema")]
    [InlineData("""{"data":[]}""", ".data: expected map, got []")]
    public void Errors_MisfitOfTheSchema_IsNamed(string applied, string error) =>
        Assert.Equal([error], AppliedObjectCheck.Errors(Parse(applied), Schema("v1", "ConfigMap")));

    [Fact]
    public void Apply_ByKubectl_TakesWhatItAppliedOnTheClientBefore_AndNothingElse()
    {
        var live = Created("""
            {"metadata":{"name":"c","annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\"},\"data\":{\"a\":\"1\",\"b\":\"1\"}}"} },"data":{"a":"1","b":"changed since"} }
            """);

        var taken = Apply(live, """{"metadata":{"name":"c"},"data":{"a":"2"}}""", "kubectl");
        var refused = Assert.Throws<ApiException>(() => Apply(live, """{"metadata":{"name":"c"},"data":{"a":"2","b":"2"}}""", "kubectl"));
        Assert.Throws<ApiException>(() => Apply(live, """{"metadata":{"name":"c"},"data":{"a":"2"}}""", "somebody"));

        Assert.Equal("2", (string?)taken["data"]!["a"]);
        Assert.Equal([".data.b"], refused.Status.Details!.Causes.Select(cause => cause.Field));
    }

    [Fact]
    public void Apply_ByKubectl_KeepsTheLastAppliedConfigurationCurrent()
    {
        var live = Created("""{"metadata":{"name":"c","annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{}"} },"data":{"a":"1"} }""");

        var applied = Apply(live, """{"metadata":{"name":"c"},"kind":"ConfigMap","data":{"a":"<1>"}}""", "kubectl", force: true);

        Assert.Equal(
            "{\"data\":{\"a\":\"\\u003c1\\u003e\"},\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\"}}\n",
            (string?)applied["metadata"]!["annotations"]!["kubectl.kubernetes.io/last-applied-configuration"]);
    }

    /// <summary>An object that kubectl created without server-side apply.</summary>
    private static JsonObject Created(string json)
    {
        var created = Parse(json);
        Ownership.Update(Empty, created, Schema("v1", "ConfigMap"), new("kubectl-client-side-apply", false, "v1", "", FieldSet.Empty, ""), Now);
        created["metadata"]!["uid"] = "1";
        return created;
    }
}
