using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Server.CustomResources;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>
/// The schema of a CustomResourceDefinition's version. The checks build upon each other as in the API server: defaults are
/// looked at when the schema is structural, rules are compiled when defaults fit too and the schema around them is sound.
/// </summary>
internal static class DefinitionSchemaValidation
{
    private const string AllowedBesideStatus =
        "Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs Example XPreserveUnknownFields XValidations";

    // Keywords that a status's own schema would lose, and those before the type.
    private static readonly string[] ForbiddenBesideStatus =
    [
        "nullable", "default", "enum", "maxProperties", "minProperties", "allOf", "oneOf", "anyOf", "not", "additionalProperties", "patternProperties", "dependencies", "additionalItems", "definitions",
        "x-kubernetes-embedded-resource", "x-kubernetes-int-or-string", "x-kubernetes-list-map-keys", "x-kubernetes-list-type", "x-kubernetes-map-type",
    ];

    /// <summary>Checks a schema.</summary>
    /// <param name="schema">The <c>openAPIV3Schema</c>.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="hasStatus">Whether status is a subresource, which gets its part of the schema alone.</param>
    /// <param name="isUnchanged">Whether the schema is what it was before.</param>
    /// <param name="ratchet">What may stay wrong.</param>
    /// <param name="errors">Gets what is wrong.</param>
    public static void Validate(JsonObject schema, string path, bool hasStatus, bool isUnchanged, DefinitionRatchet ratchet, FieldErrors errors)
    {
        if (hasStatus)
        {
            CheckRootBesideStatus(schema, path, errors);
        }

        if (schema.IsTrue("nullable"))
        {
            errors.Forbidden($"{path}.nullable", "nullable cannot be true at the root");
        }

        var structure = new FieldErrors();
        var canBeStructural = ratchet.NeedsStructure && StructuralChecks.CanBeStructural(schema);
        if (canBeStructural)
        {
            StructuralChecks.Check(schema, path, structure);
            if (structure.Causes.Count == 0)
            {
                structure.Add(DefaultChecks.Check(StructuralSchema.Parse(JsonElement.Parse(schema.ToUtf8Bytes())), path, ratchet.AllowsUnknownDefaults));
            }
        }

        errors.Add(structure.Causes);
        var vocabulary = new FieldErrors();
        var unsound = SchemaVocabularyChecks.Check(schema, path, ratchet, vocabulary);
        errors.Add(vocabulary.Causes);
        if (canBeStructural && structure.Causes.Count == 0)
        {
            ValidationRuleChecks.Check(schema, path, unsound, isUnchanged, errors);
        }
    }

    private static void CheckRootBesideStatus(JsonObject schema, string path, FieldErrors errors)
    {
        var beforeType = SchemaVocabularyChecks.Unsupported.Any(name => name is "id" or "$ref" && schema[name] is not null);
        if (!beforeType && schema.TextOf("type") is { Length: > 0 } type && type != "object")
        {
            errors.Invalid($"{path}.type", type, "only \"object\" is allowed as the type at the root of the schema if the status subresource is enabled");
        }
        else if (beforeType || ForbiddenBesideStatus.Any(name => schema[name] is { } value && value.ToString() is not ("" or "false")))
        {
            errors.Invalid(path, schema.DeepClone(), $"only [{AllowedBesideStatus}] fields are allowed at the root of the schema if the status subresource is enabled");
        }
    }
}
