using Sampan.Releases.Declarations.Merging;

namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>Joins a release with the templates it inherits: lists come template first, the release's own scalars win.</summary>
internal sealed class ReleaseInheritance(FieldReader root)
{
    private readonly FieldReader _templates = root.Section("templates");

    /// <exception cref="DeclarationException">A template is not declared, or inherits itself.</exception>
    public Map Resolve(FieldEntry release) => Resolve(release, []);

    private Map Resolve(FieldEntry entry, List<string> chain)
    {
        var own = entry.AsMap();
        var inherited = new Map(StringComparer.Ordinal);
        foreach (var (name, except) in Parents(own, chain.Count == 0))
        {
            if (chain.Contains(name))
            {
                throw entry.Error($"templates inherit each other in a circle: {string.Join(" -> ", chain)} -> {name}");
            }

            if (!_templates.Has(name))
            {
                throw entry.Error($"no template is named {name}. Declared under templates: {string.Join(", ", _templates.Fields.Keys)}");
            }

            var template = Resolve(_templates.Entries().First(found => found.Key == name).Entry, [.. chain, name]);
            foreach (var key in except)
            {
                template.Remove(key);
            }

            inherited = StateMerge.Merge(inherited, template, appendLists: true);
        }

        var fields = new Map(own.Fields, StringComparer.Ordinal);
        fields.Remove("inherit");
        return StateMerge.Merge(inherited, fields, appendLists: true);
    }

    private IEnumerable<(string Name, IReadOnlyList<string> Except)> Parents(FieldReader fields, bool isRelease)
    {
        if (isRelease)
        {
            foreach (var entry in root.Items("defaultInherit"))
            {
                yield return Parent(entry);
            }
        }

        foreach (var entry in fields.Items("inherit"))
        {
            yield return Parent(entry);
        }
    }

    private static (string, IReadOnlyList<string>) Parent(FieldEntry entry)
    {
        var fields = entry.AsMap();
        return (fields.RequiredText("template"), [.. fields.Texts("except")]);
    }
}
