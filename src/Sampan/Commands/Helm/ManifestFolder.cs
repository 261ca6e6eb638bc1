using Sampan.Charts.Rendering;

namespace Sampan.Commands.Helm;

/// <summary><c>--output-dir</c>: one file for each template, several documents of one template in one file.</summary>
internal sealed class ManifestFolder(string folder, TextWriter output)
{
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    public void Write(RenderedChart rendered, ManifestOutput wanted)
    {
        foreach (var definition in wanted.IncludeDefinitions ? rendered.CustomResourceDefinitions : [])
        {
            Write(definition.Name, definition.Text);
        }

        foreach (var manifest in rendered.Manifests)
        {
            Write(manifest.Source, manifest.Content);
        }

        foreach (var hook in wanted.Hooks(rendered))
        {
            Write(hook.Source, hook.Content);
        }
    }

    private void Write(string source, string content)
    {
        var path = $"{folder}/{source}";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var text = $"---\n# Source: {source}\n{content}\n";
        if (_written.Add(source))
        {
            File.WriteAllText(path, text);
        }
        else
        {
            File.AppendAllText(path, text);
        }

        output.Write($"wrote {path}\n");
    }
}
