using System.Text.Json.Nodes;
using CsCheck;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Patching;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Kubernetes.Tests.Patching;

public sealed class StrategicMergePatchTests
{
    [Fact]
    public void Apply_AnyPatch_IsAppliedOrRefusedAndChangesNoArgument() => Gen.Select(RandomJson.Object, RandomJson.Object).Sample((document, patch) =>
    {
        var before = (document.ToJsonString(), patch.ToJsonString());
        try
        {
            StrategicMergePatch.Apply(document, patch, MergeEverything.Instance);
        }
        catch (ApiException)
        {
        }

        return before == (document.ToJsonString(), patch.ToJsonString());
    });

    [Fact]
    public void Apply_EmptyPatch_ChangesNothing() => RandomJson.Object.Sample(document =>
        JsonNode.DeepEquals(document, StrategicMergePatch.Apply(document, [], MergeEverything.Instance)));

    /// <summary>A schema in which every list merges by <c>name</c>.</summary>
    private sealed class MergeEverything : IValueSchema
    {
        public static readonly MergeEverything Instance = new();

        public SchemaShape Shape => SchemaShape.Map;

        public ScalarType Scalar => ScalarType.Any;

        public IValueSchema Element => this;

        public ListType ListType => ListType.Map;

        public IReadOnlyList<string> ListMapKeys => ["name"];

        public bool IsAtomic => false;

        public PatchStrategy PatchStrategy => PatchStrategy.Merge;

        public string PatchMergeKey => "name";

        public JsonNode? Default => null;

        public IValueSchema Field(string name) => this;
    }
}
