using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Server.CustomResources;

/// <summary>The schema of what a definition leaves open: maps are granular, lists atomic.</summary>
internal sealed class UntypedSchema : IValueSchema
{
    public static readonly UntypedSchema Instance = new();

    private UntypedSchema()
    {
    }

    public SchemaShape Shape => SchemaShape.Untyped;

    public ScalarType Scalar => ScalarType.Any;

    public IValueSchema? Element => null;

    public ListType ListType => ListType.Atomic;

    public IReadOnlyList<string> ListMapKeys => [];

    public bool IsAtomic => false;

    public PatchStrategy PatchStrategy => PatchStrategy.None;

    public string? PatchMergeKey => null;

    public JsonNode? Default => null;

    public IValueSchema Field(string name) => this;
}
