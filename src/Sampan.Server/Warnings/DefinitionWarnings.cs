using System.Text.Json.Nodes;
using Sampan.Server.CustomResources;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation;

namespace Sampan.Server.Warnings;

/// <summary>Warns of formats in a CustomResourceDefinition's schemas that nothing checks; those that were there before are known.</summary>
internal static class DefinitionWarnings
{
    public static void Of(JsonObject definition, JsonObject? before, List<string> warnings)
    {
        var known = before is null ? [] : Formats(before).ToHashSet(StringComparer.Ordinal);
        warnings.AddRange(Formats(definition).Where(format => !known.Contains(format)).Select(format => $"unrecognized format \"{format}\""));
    }

    private static IEnumerable<string> Formats(JsonObject definition) => definition.At("spec").Each("versions")
        .SelectMany(version => version.At("schema", "openAPIV3Schema") is { } schema ? OfSchema(schema) : []);

    private static IEnumerable<string> OfSchema(JsonObject schema)
    {
        var format = schema.TextOf("format");
        var own = format.Length > 0 && !SchemaFormats.IsRecognized(schema.TextOf("type"), format) ? (string[])[format] : [];
        return own.Concat(SchemaParts.Of(schema).SelectMany(part => OfSchema(part.Schema)));
    }
}
