using Sampan.Charts.Values.Origins;
using Sampan.Releases.Declarations.Templating;

namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>Reads the value layers of a release: files, templates of files, and inline maps, in order.</summary>
internal sealed class ReleaseValuesReader(StateTemplate templates, DeclarationFile file, Map stateValues, FieldPath release)
{
    /// <exception cref="DeclarationException">A file is missing or is no mapping.</exception>
    public IReadOnlyList<ValueLayer> Read(FieldReader fields, Map data)
    {
        List<ValueLayer> layers = [];
        var prefix = fields.Text("valuesPathPrefix");
        foreach (var entry in fields.Items("values"))
        {
            if (entry.Value is Map inline)
            {
                layers.Add(new ValueLayer(ValueLayerKind.Inline, file.Path, ChartNumbers.Convert(inline)) { Text = InlineText.Find(file, inline) });
                continue;
            }

            var named = entry with { Value = prefix + entry.AsText() };
            foreach (var path in ValuesFile.Find(named, file.Folder, fields.Text("missingFileHandler")))
            {
                layers.Add(ReadLayer(path, data));
            }
        }

        return layers;
    }

    private ValueLayer ReadLayer(string path, Map data)
    {
        var text = ValuesFile.ReadText(path);
        var isTemplate = ValuesFile.IsTemplate(path);
        return new ValueLayer(isTemplate ? ValueLayerKind.Template : ValueLayerKind.File, path, Values(stateValues))
        {
            Text = new ValueText(text, isTemplate),
            Rerender = isTemplate ? Values : null,
        };

        Map Values(Map state) => ChartNumbers.Convert(
            new DeclarationText(path, isTemplate ? Render(path, text, data, state) : text, 0).ParseValues($"values of {release}"));
    }

    private string Render(string path, string text, Map data, Map state)
    {
        var complete = new Map(data, StringComparer.Ordinal) { ["Values"] = state, ["StateValues"] = state };
        if (data.GetValueOrDefault("Environment") is Map environment)
        {
            complete["Environment"] = new Map(environment, StringComparer.Ordinal) { ["Values"] = state };
        }

        return templates.Render(text, path, Path.GetDirectoryName(path)!, complete);
    }
}
