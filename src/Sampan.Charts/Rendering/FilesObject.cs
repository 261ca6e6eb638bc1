using System.Runtime.InteropServices;
using System.Text;
using Sampan.Charts.Paths;
using Sampan.Kubernetes.Yaml;
using Sampan.Templates.Functions;
using Sampan.Templates.Values;

namespace Sampan.Charts.Rendering;

/// <summary><c>.Files</c>: the chart's files that are neither templates nor subcharts, as a map of name to bytes, with methods.</summary>
internal sealed class FilesObject : Dictionary<string, byte[]>, ITemplateObject
{
    public FilesObject(IEnumerable<ChartFile> files)
        : base(StringComparer.Ordinal)
    {
        foreach (var file in files)
        {
            this[file.Name] = Bytes(file.Data);
        }
    }

    private FilesObject(IEnumerable<KeyValuePair<string, byte[]>> files)
        : base(files, StringComparer.Ordinal)
    {
    }

    public string GoType => "engine.files";

    public TemplateFunction? Method(string name) => name switch
    {
        "Get" => OfPath(name, path => GoText.FromBytes(GetBytes(path))),
        "GetBytes" => OfPath(name, GetBytes),
        "Glob" => OfPath(name, Glob),
        "Lines" => OfPath(name, Lines),
        "AsConfig" => new TemplateFunction(name, [], (_, _) => AsYaml(bytes => GoText.FromBytes(bytes))),
        "AsSecrets" => new TemplateFunction(name, [], (_, _) => AsYaml(bytes => Convert.ToBase64String(bytes))),
        _ => null,
    };

    /// <summary>The bytes as an array: the file's own where it is one, for nothing writes into it.</summary>
    private static byte[] Bytes(ReadOnlyMemory<byte> data) =>
        MemoryMarshal.TryGetArray(data, out var array) && array.Offset == 0 && array.Count == array.Array!.Length ? array.Array : data.ToArray();

    private static TemplateFunction OfPath(string name, Func<string, object> read) =>
        new(name, [ParameterType.Text], (_, arguments) => read((string)arguments[0]!));

    private byte[] GetBytes(string path) => this.GetValueOrDefault(path) ?? [];

    private FilesObject Glob(string pattern)
    {
        var matches = FileGlob.Compile(pattern);
        return new FilesObject(this.Where(file => matches(file.Key)));
    }

    private List<string> Lines(string path)
    {
        if (!TryGetValue(path, out var bytes))
        {
            return [];
        }

        var text = GoText.FromBytes(bytes);
        return text.Length == 0 ? throw new FunctionException("runtime error: index out of range [-1]") : [.. (text.EndsWith('\n') ? text[..^1] : text).Split('\n')];
    }

    /// <summary>The files as one YAML map of their names, without folders, to their contents.</summary>
    private string AsYaml(Func<byte[], string> content)
    {
        Dictionary<string, string> map = new(StringComparer.Ordinal);
        foreach (var (path, bytes) in this.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            map[path[(path.LastIndexOf('/') + 1)..]] = content(bytes);
        }

        var text = new StringBuilder();
        var writer = new YamlWriter(text, YamlStyle.Kubernetes);
        writer.BeginMapping(map.Count);
        foreach (var (name, value) in map.OrderBy(entry => entry.Key, YamlStyle.Kubernetes.KeyOrder))
        {
            writer.Key(name);
            writer.Text(value);
        }

        writer.EndMapping();
        return text.ToString(0, text.Length - 1);
    }
}
