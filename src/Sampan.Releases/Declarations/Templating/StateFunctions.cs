using Sampan.Kubernetes.Yaml;
using Sampan.Templates.Functions;

namespace Sampan.Releases.Declarations.Templating;

using Map = Dictionary<string, object?>;

/// <summary>The functions that helmfile adds to, or changes in, the library of charts' templates. None of them runs a program.</summary>
internal sealed class StateFunctions(DeclarationOptions options, string folder, StateTemplate templates)
{
    public FunctionTable Table() => FunctionTable.Helm.With(
        new TemplateFunction("env", [ParameterType.Text], (_, arguments) => Environment((string)arguments[0]!)),
        new TemplateFunction("requiredEnv", [ParameterType.Text], (_, arguments) => RequiredEnvironment((string)arguments[0]!)),
        new TemplateFunction("exec", [ParameterType.Text, ParameterType.Any], (_, arguments) => throw Refused("exec", $"{arguments[0]}"), isVariadic: true),
        new TemplateFunction("envExec", [ParameterType.Any, ParameterType.Text, ParameterType.Any], (_, arguments) => throw Refused("envExec", $"{arguments[1]}"), isVariadic: true),
        new TemplateFunction("readFile", [ParameterType.Text], (_, arguments) => ReadFile((string)arguments[0]!)),
        new TemplateFunction("isFile", [ParameterType.Text], (_, arguments) => File.Exists(Inside((string)arguments[0]!))),
        new TemplateFunction("isDir", [ParameterType.Text], (_, arguments) => Directory.Exists(Inside((string)arguments[0]!))),
        new TemplateFunction("readDir", [ParameterType.Text], (_, arguments) => ReadFolder((string)arguments[0]!)),
        new TemplateFunction("fromYaml", [ParameterType.Text], (_, arguments) => FromYaml((string)arguments[0]!)),
        new TemplateFunction("get", [ParameterType.Text, ParameterType.Any], (_, arguments) => StatePath.Get((string)arguments[0]!, arguments[1..]), isVariadic: true),
        new TemplateFunction("getOrNil", [ParameterType.Text, ParameterType.Any], (_, arguments) => StatePath.Find((string)arguments[0]!, arguments[1])),
        new TemplateFunction("setValueAtPath", [ParameterType.Text, ParameterType.Any, ParameterType.Map], (_, arguments) => StatePath.Set((string)arguments[0]!, arguments[1], (Map)arguments[2]!)),
        new TemplateFunction("tpl", [ParameterType.Text, ParameterType.Any], (_, arguments) => templates.Render((string)arguments[0]!, "tpl", folder, arguments[1] as Map ?? [])),
        new TemplateFunction("required", [ParameterType.Text, ParameterType.Any], (_, arguments) =>
            arguments[1] is null or "" ? throw new FunctionException((string)arguments[0]!) : arguments[1]),
        new TemplateFunction("fetchSecretValue", [ParameterType.Text], (_, arguments) => throw Secrets((string)arguments[0]!)),
        new TemplateFunction("expandSecretRefs", [ParameterType.Any], (_, arguments) => throw Secrets($"{arguments[0]}")));

    private string Environment(string name) => options.EnvironmentVariables.GetValueOrDefault(name, "");

    private string RequiredEnvironment(string name) => Environment(name) is { Length: > 0 } value
        ? value
        : throw new FunctionException($"required env var `{name}` is not set");

    private static FunctionException Refused(string function, string command) =>
        new($"{function} would run {command}: a declaration runs no programs. Pass the value with --state-values-set or an environment variable");

    private static FunctionException Secrets(string reference) =>
        new($"secret reference {reference} is not resolved. Pass the value with --state-values-file");

    private string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(Inside(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FunctionException($"open {path}: {exception.Message}");
        }
    }

    private List<object?> ReadFolder(string path)
    {
        try
        {
            return [.. Directory.GetFiles(Inside(path)).Order(StringComparer.Ordinal).Select(file => Path.Combine(path, Path.GetFileName(file)))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FunctionException($"open {path}: {exception.Message}");
        }
    }

    private string Inside(string path) => Path.Combine(folder, path);

    private static Map FromYaml(string text)
    {
        try
        {
            return ValueDocuments.ReadAll(text, YamlDialect.Helmfile) switch
            {
                [Map map, ..] => map,
                [] or [null] => new Map(StringComparer.Ordinal),
                _ => throw new FunctionException("fromYaml: the text is no mapping"),
            };
        }
        catch (YamlSyntaxException exception)
        {
            throw new FunctionException(exception.Message, exception);
        }
    }
}
