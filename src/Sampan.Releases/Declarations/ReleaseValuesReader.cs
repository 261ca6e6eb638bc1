using Sampan.Releases.Declarations.Templating;

namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>Reads the value layers of a release: files, templates of files, and inline maps, in order.</summary>
internal sealed class ReleaseValuesReader(StateTemplate templates, DeclarationFile file, Map stateValues, FieldPath release)
{
    /// <exception cref="DeclarationException">A file is missing or is no mapping.</exception>
    public IReadOnlyList<ReleaseValues> Read(FieldReader fields, Map data)
    {
        List<ReleaseValues> layers = [];
        var prefix = fields.Text("valuesPathPrefix");
        foreach (var entry in fields.Items("values"))
        {
            if (entry.Value is Map inline)
            {
                layers.Add(new ReleaseValues($"{file.Path} ({entry.Path})", ChartNumbers.Convert(inline)));
                continue;
            }

            var named = entry with { Value = prefix + entry.AsText() };
            foreach (var path in ValuesFile.Find(named, file.Folder, fields.Text("missingFileHandler")))
            {
                layers.Add(new ReleaseValues(path, ChartNumbers.Convert(ReadLayer(path, data))));
            }
        }

        return layers;
    }

    private Map ReadLayer(string path, Map data)
    {
        var complete = new Map(data, StringComparer.Ordinal) { ["Values"] = stateValues, ["StateValues"] = stateValues };
        var text = ValuesFile.ReadText(path);
        if (path.EndsWith(".gotmpl", StringComparison.Ordinal))
        {
            text = templates.Render(text, path, Path.GetDirectoryName(path)!, complete);
        }

        return new DeclarationText(path, text, 0).ParseValues($"values of {release}");
    }
}
