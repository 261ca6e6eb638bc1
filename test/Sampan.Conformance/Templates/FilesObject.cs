using System.Text.Json;
using System.Text.RegularExpressions;
using Sampan.Kubernetes.Objects;
using Sampan.Templates.Functions;
using Sampan.Templates.Values;

namespace Sampan.Conformance.Templates;

/// <summary>The chart's other files.</summary>
internal sealed class FilesObject : Dictionary<string, byte[]>, ITemplateObject
{
    public FilesObject(JsonElement @case)
        : base(StringComparer.Ordinal)
    {
        foreach (var (path, content) in @case.StringMap("files"))
        {
            this[path] = GoText.ToBytes(content);
        }
    }

    private FilesObject()
        : base(StringComparer.Ordinal)
    {
    }

    public string GoType => "engine.files";

    public TemplateFunction? Method(string name) => name switch
    {
        "Get" => new TemplateFunction(name, [ParameterType.Text], (_, arguments) => GoText.FromBytes(Bytes((string)arguments[0]!))),
        "GetBytes" => new TemplateFunction(name, [ParameterType.Text], (_, arguments) => Bytes((string)arguments[0]!)),
        "Lines" => new TemplateFunction(name, [ParameterType.Text], (_, arguments) => Lines((string)arguments[0]!)),
        "Glob" => new TemplateFunction(name, [ParameterType.Text], (_, arguments) => Glob((string)arguments[0]!)),
        "AsConfig" => new TemplateFunction(name, [], (context, _) => ToYaml(context, bytes => GoText.FromBytes(bytes))),
        "AsSecrets" => new TemplateFunction(name, [], (context, _) => ToYaml(context, bytes => Convert.ToBase64String(bytes))),
        _ => null,
    };

    private byte[] Bytes(string path) => this.GetValueOrDefault(path) ?? [];

    private List<string> Lines(string path)
    {
        if (!TryGetValue(path, out var bytes))
        {
            return [];
        }

        var text = GoText.FromBytes(bytes);
        return text.Length == 0 ? throw new FunctionException("runtime error: index out of range [-1]") : [.. (text.EndsWith('\n') ? text[..^1] : text).Split('\n')];
    }

    private FilesObject Glob(string pattern)
    {
        var expression = new Regex("^" + Regex.Escape(pattern).Replace("\\*\\*", ".*").Replace("\\*", "[^/]*").Replace("\\?", "[^/]") + "$");
        var found = new FilesObject();
        foreach (var (path, bytes) in this)
        {
            if (expression.IsMatch(path))
            {
                found[path] = bytes;
            }
        }

        return found;
    }

    private string ToYaml(Sampan.Templates.Execution.FunctionContext context, Func<byte[], string> text)
    {
        if (Count == 0)
        {
            return "";
        }

        var map = this.ToDictionary(file => Path.GetFileName(file.Key), file => (object?)text(file.Value));
        return (string)FunctionTable.Helm.Find("toYaml")!.Invoke(context, map)!;
    }
}
