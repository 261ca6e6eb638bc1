using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Schemas;
using Sampan.Server.CustomResources.Rules;
using Sampan.Server.Decoding;
using Sampan.Server.Schemas;
using Sampan.Server.Validation;

namespace Sampan.Server.CustomResources;

/// <summary>
/// The schema of one version of a custom resource: prunes, defaults and validates its objects, and tells patches and field
/// ownership how they merge. Every object has <c>apiVersion</c>, <c>kind</c> and <c>metadata</c>, whatever the schema says.
/// </summary>
public sealed class CustomResourceSchema : IValueSchema
{
    private static readonly TypeDefinition MetadataType = BuiltInTypes.Instance.Find("meta.v1.ObjectMeta")!;
    private static readonly FieldDefinition[] ObjectFields =
        [.. BuiltInTypes.Instance.Find("core.v1.Pod")!.Fields.Values.Where(field => field.Name is "apiVersion" or "kind" or "metadata")];

    private static readonly StatusCause Unchecked = new(
        "FieldValueInvalid",
        "Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation",
        "<nil>");

    // On first use: of the definitions that a cluster has, most have no objects.
    private readonly Lazy<StructuralSchema> _parsed;
    private readonly Lazy<RuleValidator?> _rules;

    private CustomResourceSchema(JsonElement openApiSchema)
    {
        _parsed = new Lazy<StructuralSchema>(() => StructuralSchema.Parse(openApiSchema));
        _rules = new Lazy<RuleValidator?>(() => RuleValidator.Of(Root));
    }

    private StructuralSchema Root => _parsed.Value;

    /// <inheritdoc/>
    public SchemaShape Shape => SchemaShape.Struct;

    /// <inheritdoc/>
    public ScalarType Scalar => ScalarType.Any;

    /// <inheritdoc/>
    public IValueSchema? Element => null;

    /// <inheritdoc/>
    public ListType ListType => ListType.Atomic;

    /// <inheritdoc/>
    public IReadOnlyList<string> ListMapKeys => [];

    /// <inheritdoc/>
    public bool IsAtomic => false;

    /// <inheritdoc/>
    public PatchStrategy PatchStrategy => PatchStrategy.None;

    /// <inheritdoc/>
    public string? PatchMergeKey => null;

    /// <inheritdoc/>
    public JsonNode? Default => null;

    /// <summary>The schema of an <c>openAPIV3Schema</c>.</summary>
    public static CustomResourceSchema Parse(JsonElement openApiSchema) => new(openApiSchema);

    /// <inheritdoc/>
    public IValueSchema? Field(string name) => ObjectField(name) ?? Root.Field(name);

    /// <summary>The object of a body: unknown fields pruned and reported, nulls that are not allowed left out, defaults set.</summary>
    /// <exception cref="DecodingException">The metadata does not fit its type.</exception>
    public DecodedObject Decode(JsonObject body)
    {
        List<string> unknown = [];
        var result = SchemaPruning.Prune(body, Root, unknown);
        SchemaPruning.DecodeMetadata(result, "metadata", unknown);
        SchemaDefaulting.Apply(result, Root);
        return new DecodedObject(result, unknown);
    }

    /// <summary>Sets the defaults of a stored object, which may be older than they are.</summary>
    public void SetDefaults(JsonObject draft) => SchemaDefaulting.Apply(draft, Root);

    /// <summary>What of an object breaks the schema or its rules; none if it fits.</summary>
    /// <param name="draft">The object.</param>
    /// <param name="before">The object that it replaces, or null for a new one.</param>
    /// <param name="warnings">Gets the rules that the object breaks as it did before, which is let pass.</param>
    /// <param name="scaled">What has been found of the fields that its Scale view shows; null for nothing.</param>
    /// <param name="isStatus">Whether only the status is written, and the schema of nothing else asked.</param>
    public IReadOnlyList<StatusCause> Validate(JsonObject draft, JsonObject? before, List<string> warnings, IReadOnlyList<StatusCause>? scaled = null, bool isStatus = false)
    {
        var embedded = new FieldErrors();
        if (!isStatus)
        {
            EmbeddedObjectChecks.Check(draft, Root, "", embedded);
        }

        List<StatusCause> causes = [.. ValidateStructure(draft, before, isStatus), .. scaled ?? [], .. embedded.Causes];
        if (before is null || !HasDuplicates(before))
        {
            ListUniqueness.Check(draft, Root, "", causes);
        }

        if (_rules.Value is not { } rules)
        {
            return causes;
        }

        return causes.Exists(cause => cause.Reason is "FieldValueNotSupported" or "FieldValueRequired" or "FieldValueTooLong" or "FieldValueTooMany" or "FieldValueTypeInvalid")
            ? [.. causes, Unchecked]
            : [.. causes, .. rules.Validate(draft, before, warnings)];
    }

    private IReadOnlyList<StatusCause> ValidateStructure(JsonObject draft, JsonObject? before, bool isStatus)
    {
        var validation = new SchemaValidation();
        if (!isStatus)
        {
            validation.Validate(draft, Root, "", before);
        }
        else if (draft.TryGetPropertyValue("status", out var status) && Root.Properties.TryGetValue("status", out var schema))
        {
            validation.Validate(status, schema, "status", before?["status"]);
        }

        return validation.Causes;
    }

    // Lists that have lost their uniqueness before the schema asked for it may stay as they are.
    private bool HasDuplicates(JsonObject before)
    {
        List<StatusCause> causes = [];
        ListUniqueness.Check(before, Root, "", causes);
        return causes.Count > 0;
    }

    internal static FieldDefinition? ObjectField(string name) => Array.Find(ObjectFields, field => field.Name == name);

    internal static DecodedObject DecodeMetadata(JsonObject metadata, string path) => ObjectDecoder.Decode(metadata, MetadataType, path);
}
