using System.Collections.Frozen;
using System.IO.Compression;
using System.Text.Json;
using Sampan.Kubernetes.Identity;

namespace Sampan.Server.Schemas;

/// <summary>The types of the Kubernetes 1.36 API, from the embedded data file that <c>eng/ReferenceData</c> packs.</summary>
public sealed class BuiltInTypes
{
    internal const string Quantity = "api.resource.Quantity";
    internal const string IntOrString = "util.intstr.IntOrString";
    internal const string Time = "meta.v1.Time";
    internal const string MicroTime = "meta.v1.MicroTime";
    internal const string FieldsV1 = "meta.v1.FieldsV1";
    internal const string RawExtension = "runtime.RawExtension";

    private static readonly Lazy<BuiltInTypes> Shared = new(() => new BuiltInTypes());

    private readonly FrozenDictionary<string, TypeDefinition> _byName;
    private readonly FrozenDictionary<GroupVersionKind, TypeDefinition> _byKind;

    private BuiltInTypes()
    {
        var root = ReadData();
        _byName = root.GetProperty("types").EnumerateObject()
            .Select(member => new TypeDefinition(member.Name, member.Value, this))
            .ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);
        _byKind = _byName.Values
            .SelectMany(type => type.Kinds.Select(kind => (kind, type)))
            .DistinctBy(pair => pair.kind)
            .ToFrozenDictionary(pair => pair.kind, pair => pair.type);
        Resources = root.GetProperty("resources");
        Tables = root.GetProperty("tables");
    }

    /// <summary>The one table, read on first use.</summary>
    public static BuiltInTypes Instance => Shared.Value;

    /// <summary>Every type.</summary>
    public IEnumerable<TypeDefinition> All => _byName.Values;

    internal JsonElement Resources { get; }

    internal JsonElement Tables { get; }

    /// <summary>The type of a kind's objects, or null where the kind is not built in.</summary>
    public TypeDefinition? Find(GroupVersionKind kind) => _byKind.GetValueOrDefault(kind);

    /// <summary>The type of the given name, or null.</summary>
    public TypeDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The schema of a kind's objects, for patches and field ownership; null where the kind is not built in.</summary>
    public FieldDefinition? SchemaOf(GroupVersionKind kind) => Find(kind) is { } type ? new FieldDefinition(type.Name, this) : null;

    internal static bool IsUntyped(string typeName) => typeName is FieldsV1 or RawExtension or "apiextensions.v1.JSON"
        or "apiextensions.v1.JSONSchemaPropsOrArray" or "apiextensions.v1.JSONSchemaPropsOrBool" or "apiextensions.v1.JSONSchemaPropsOrStringArray";

    private static JsonElement ReadData()
    {
        using var stream = typeof(BuiltInTypes).Assembly.GetManifestResourceStream("Sampan.Server.kubernetes.json.br")
            ?? throw new InvalidOperationException("The data file kubernetes.json.br is not in the assembly.");
        using var text = new BrotliStream(stream, CompressionMode.Decompress);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
