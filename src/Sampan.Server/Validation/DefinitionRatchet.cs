using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Server.CustomResources;
using Sampan.Server.Defaulting;
using Sampan.Server.Webhooks;

namespace Sampan.Server.Validation;

/// <summary>
/// What a CustomResourceDefinition had wrong before an update, which the update may leave so: checks that came later must not
/// lock up definitions that were stored before them (apiextensions validation.go, its options of updates).
/// </summary>
internal sealed class DefinitionRatchet
{
    private static readonly string[] Extensions =
    [
        "x-kubernetes-embedded-resource", "x-kubernetes-preserve-unknown-fields", "x-kubernetes-int-or-string", "x-kubernetes-list-map-keys", "x-kubernetes-list-type", "x-kubernetes-validations",
    ];

    private readonly JsonObject? _before;
    private readonly JsonObject _definition;

    private DefinitionRatchet(JsonObject? before, JsonObject definition)
    {
        _before = before;
        _definition = definition;
        var schemas = Schemas(before);
        AllowsMissingSchemas = before is not null && schemas.Count < before.At("spec").Each("versions").Count();
        AllowsUnknownTypes = schemas.Exists(schema => SchemaParts.Has(schema, SchemaVocabularyChecks.HasUnknownType));
        AllowsLooseSets = schemas.Exists(schema => SchemaParts.Has(schema, ListTypeChecks.IsLooseSet));
        AllowsLooseKeys = schemas.Exists(schema => SchemaParts.Has(schema, ListTypeChecks.HasLooseKeys));
        AllowsUnknownDefaults = schemas.Exists(HasUnknownDefaults);
        NeedsStructure = !definition.At("spec").IsTrue("preserveUnknownFields") || schemas.TrueForAll(StructuralChecks.IsStructural) || Schemas(definition).Exists(schema => SchemaParts.Has(schema, BuildsOnStructure));
    }

    /// <summary>Whether only served versions need a schema.</summary>
    public bool AllowsMissingSchemas { get; }

    /// <summary>Whether types may be none of OpenAPI's.</summary>
    public bool AllowsUnknownTypes { get; }

    /// <summary>Whether items of sets may be merged field by field.</summary>
    public bool AllowsLooseSets { get; }

    /// <summary>Whether keys of lists may be missing or null.</summary>
    public bool AllowsLooseKeys { get; }

    /// <summary>Whether defaults may have fields that their schema does not know.</summary>
    public bool AllowsUnknownDefaults { get; }

    /// <summary>Whether schemas must be structural: always, but where nothing is pruned nor defaulted and they never were.</summary>
    public bool NeedsStructure { get; }

    /// <summary>Whether unknown fields may go on being kept.</summary>
    public bool AllowsUnknownFields => _before.At("spec").IsTrue("preserveUnknownFields");

    /// <summary>Whether the webhook's authorities may be unreadable: until the names are accepted, or if they were before.</summary>
    public bool AllowsUnreadableBundle => _before is null || !DefinitionValidation.IsEstablished(_before)
        || (_before.At("spec", "conversion", "webhook", "clientConfig").TextOf("caBundle") is { Length: > 0 } bundle && !CertificateTrust.IsBundle(bundle));

    /// <summary>Whether none of the webhook's review versions need be known.</summary>
    public bool AllowsUnknownReviews =>
        _before.At("spec", "conversion", "webhook")?["conversionReviewVersions"] is JsonArray { Count: > 0 } versions && !versions.Any(version => version?.ToString() is "v1" or "v1beta1");

    /// <summary>The ratchet of a definition.</summary>
    /// <param name="before">The definition before, null for a new one.</param>
    /// <param name="definition">The definition.</param>
    public static DefinitionRatchet Of(JsonObject? before, JsonObject definition) => new(before, definition);

    /// <summary>Whether a version's schema is what it was: its rules cost no more than they did.</summary>
    public bool IsSchemaUnchanged(string version) =>
        Version(_before, version) is { } old && JsonNode.DeepEquals(old["schema"], Version(_definition, version)?["schema"]);

    /// <summary>Whether a version may keep more selectable fields than there may be.</summary>
    public bool AllowsSelectableFields(string version, int most) =>
        Version(_before, version)?["selectableFields"] is JsonArray old && old.Count > most && JsonNode.DeepEquals(old, Version(_definition, version)?["selectableFields"]);

    private static List<JsonObject> Schemas(JsonObject? definition) =>
        [.. definition.At("spec").Each("versions").Select(version => version.At("schema", "openAPIV3Schema")).OfType<JsonObject>()];

    private static bool BuildsOnStructure(JsonObject schema) => schema["default"] is not null || Extensions.Any(name => schema[name] is { } value && value.ToString() != "false");

    private static JsonObject? Version(JsonObject? definition, string name) => definition.At("spec").Each("versions").FirstOrDefault(version => version.TextOf("name") == name);

    private static bool HasUnknownDefaults(JsonObject schema) =>
        StructuralChecks.IsStructural(schema) && DefaultChecks.HasUnknownFields(StructuralSchema.Parse(JsonElement.Parse(schema.ToUtf8Bytes())));
}
