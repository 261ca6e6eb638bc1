using Sampan.Releases.Declarations.Templating;

namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>
/// Renders the templated fields of a release. Fields may refer to each other through <c>.Release</c>, so they are
/// rendered until nothing changes; text that never settles is an error.
/// </summary>
internal sealed class ReleaseTemplating(StateTemplate templates, Map stateData, DeclarationFile file)
{
    private const int MaximumPasses = 6;

    private static readonly string[] Templated =
    [
        "name", "namespace", "chart", "directory", "version", "labels", "needs", "values", "valuesTemplate", "setTemplate", "placement",
    ];

    private static readonly (string Template, string Field)[] BooleanTemplates =
    [
        ("installedTemplate", "installed"), ("waitTemplate", "wait"), ("conditionTemplate", "condition"),
    ];

    /// <exception cref="DeclarationException">A template fails, or the fields refer to each other without end.</exception>
    public Map Resolve(Map release, string @namespace, string kubeContext, Map labels)
    {
        var current = new Map(release, StringComparer.Ordinal) { ["labels"] = labels };
        for (var pass = 0; pass < MaximumPasses; pass++)
        {
            var next = Pass(current, Data(current, @namespace, kubeContext), out var changed);
            if (!changed)
            {
                return Finish(next);
            }

            current = next;
        }

        throw new DeclarationException(
            $"release {current.GetValueOrDefault("name")}: recursive references, its templated fields do not settle after {MaximumPasses} passes", file.Path);
    }

    /// <summary>The data that the release's templates see.</summary>
    public Map Data(Map fields, string @namespace, string kubeContext) => StateTemplateData.OfRelease(
        stateData,
        Text(fields, "name"),
        Text(fields, "namespace") is { Length: > 0 } own ? own : @namespace,
        Text(fields, "chart"),
        Text(fields, "version"),
        fields.GetValueOrDefault("labels") as Map ?? [],
        kubeContext);

    private Map Pass(Map fields, Map data, out bool changed)
    {
        var rendered = new Map(fields, StringComparer.Ordinal);
        changed = false;
        foreach (var key in Templated)
        {
            if (fields.TryGetValue(key, out var value))
            {
                // Inline maps under values are data, not templates: helmfile renders only the paths there.
                rendered[key] = Render(value, data, key, key is "values" ? 1 : int.MaxValue, ref changed);
            }
        }

        foreach (var (template, field) in BooleanTemplates)
        {
            if (fields.GetValueOrDefault(template) is string text)
            {
                var result = templates.Render(text, file.Path, file.Folder, data).Trim();
                rendered[field] = bool.TryParse(result, out var parsed) ? parsed : result;
                rendered.Remove(template);
                changed = true;
            }
        }

        return rendered;
    }

    private object? Render(object? value, Map data, string key, int depth, ref bool changed)
    {
        switch (value)
        {
            case string text when text.Contains("{{", StringComparison.Ordinal):
                var rendered = templates.Render(text, $"{file.Path} ({key})", file.Folder, data);
                changed |= rendered != text;
                return rendered;
            case List<object?> list when depth > 0:
                var items = new List<object?>(list.Count);
                foreach (var item in list)
                {
                    items.Add(item is Map && depth == 1 ? item : Render(item, data, key, depth - 1, ref changed));
                }

                return items;
            case Map map when depth > 0:
                var fields = new Map(map.Count, StringComparer.Ordinal);
                foreach (var (name, field) in map)
                {
                    fields[name] = Render(field, data, key, depth - 1, ref changed);
                }

                return fields;
            default:
                return value;
        }
    }

    /// <summary>valuesTemplate and setTemplate come before the release's own values.</summary>
    private static Map Finish(Map fields)
    {
        if (fields.Remove("valuesTemplate", out var templated) && templated is List<object?> list)
        {
            fields["values"] = new List<object?>([.. list, .. fields.GetValueOrDefault("values") as List<object?> ?? []]);
        }

        return fields;
    }

    private static string Text(Map fields, string key) => fields.GetValueOrDefault(key) as string ?? "";
}
