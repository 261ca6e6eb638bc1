using Sampan.Charts.Values.Origins;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>Finds where in a declaration a map of values is written: inheritance and merging have lost that.</summary>
internal static class InlineText
{
    /// <summary>The place of the first map under <c>values</c> of a release or template that is the same; null when there is none, as in a template.</summary>
    public static ValueText? Find(DeclarationFile file, Map inline)
    {
        if (file.IsTemplate)
        {
            return null;
        }

        var json = FieldEntry.ToJson(inline);
        foreach (var part in file.Parts)
        {
            foreach (var path in Candidates(part).Where(candidate => System.Text.Json.Nodes.JsonNode.DeepEquals(json, FieldEntry.ToJson(candidate.Value))).Select(candidate => candidate.Path))
            {
                return new ValueText(part.Text) { Within = path, LinesBefore = part.LinesBefore };
            }
        }

        return null;
    }

    private static IEnumerable<(IReadOnlyList<object> Path, Map Value)> Candidates(DeclarationPart part)
    {
        var owners = ReadAll(part.Text).OfType<Map>().SelectMany(tree => (tree.GetValueOrDefault("releases") as List<object?> ?? [])
            .Select((release, index) => (Path: (object[])["releases", index], Owner: release as Map))
            .Concat((tree.GetValueOrDefault("templates") as Map ?? []).Select(entry => (Path: (object[])["templates", entry.Key], Owner: entry.Value as Map))));
        foreach (var (path, owner) in owners)
        {
            foreach (var (index, value) in (owner?.GetValueOrDefault("values") as List<object?> ?? []).Index())
            {
                if (value is Map map)
                {
                    yield return ([.. path, "values", index], map);
                }
            }
        }
    }

    private static IReadOnlyList<object?> ReadAll(string text)
    {
        try
        {
            return ValueDocuments.ReadAll(text, YamlDialect.Helmfile);
        }
        catch (YamlSyntaxException)
        {
            return [];
        }
    }
}
