using Sampan.Templates.Execution;
using Sampan.Templates.Formatting;
using Sampan.Templates.Language;

namespace Sampan.Templates.Functions;

/// <summary>Helm's functions that execute templates or end their execution, and what they may ask of the world.</summary>
internal static class Rendering
{
    private const int MaximumInclusions = 1000;

    public static void AddTo(FunctionTable table)
    {
        table.Add("include", [ParameterType.Text, ParameterType.Any], (context, arguments) => Include(context, (string)arguments[0]!, arguments[1]));
        table.Add("tpl", [ParameterType.Text, ParameterType.Any], (context, arguments) => Execute(context, (string)arguments[0]!, arguments[1]));
        table.Add("required", [ParameterType.Text, ParameterType.Any], (context, arguments) => Required(context, (string)arguments[0]!, arguments[1]));
        table.Add("fail", [ParameterType.Text], (context, arguments) => context.Options.Lint ? "" : throw Complaint((string)arguments[0]!));
        table.Add(
            "lookup",
            [ParameterType.Text, ParameterType.Text, ParameterType.Text, ParameterType.Text],
            (context, arguments) => context.Options.Lookup?.Invoke((string)arguments[0]!, (string)arguments[1]!, (string)arguments[2]!, (string)arguments[3]!)
                ?? new Dictionary<string, object?>(StringComparer.Ordinal));
        table.Add("getHostByName", [ParameterType.Text], (context, arguments) => context.Options.ResolveHost?.Invoke((string)arguments[0]!) ?? "");
        table.Add("hello", [], (_, _) => "Hello!");
    }

    private static string Include(FunctionContext context, string name, object? data)
    {
        var inclusions = context.Inclusions.GetValueOrDefault(name);
        if (inclusions > MaximumInclusions)
        {
            throw new FunctionException($"rendering template has a nested reference name: {name}: unable to execute template");
        }

        var tree = context.Templates.Find(name)
            ?? throw new FunctionException($"template: no template {GoQuoting.Quote(name)} associated with template {GoQuoting.Quote(context.Templates.Name)}");
        context.Inclusions[name] = inclusions + 1;
        var text = context.Render(tree, data);
        context.Inclusions[name] = inclusions;
        return text;
    }

    /// <summary>What the text defines is known while it is executed, and to no one afterwards.</summary>
    private static string Execute(FunctionContext context, string text, object? data)
    {
        if (!text.Contains("{{", StringComparison.Ordinal))
        {
            return text.Replace("<no value>", "", StringComparison.Ordinal);
        }

        var outer = context.Templates;
        var templates = outer.Extend();
        TemplateTree tree;
        try
        {
            tree = templates.Add(templates.Name, text);
        }
        catch (TemplateException exception)
        {
            throw new FunctionException($"cannot parse template {GoQuoting.Quote(text)}: {exception.Message}");
        }

        TemplateException failure;
        context.Templates = templates;
        try
        {
            return context.Render(tree, data).Replace("<no value>", "", StringComparison.Ordinal);
        }
        catch (TemplateException exception)
        {
            failure = exception;
        }
        finally
        {
            context.Templates = outer;
        }

        throw new FunctionException($"error during tpl function execution for {GoQuoting.Quote(text)}: {failure.Message}", failure);
    }

    private static object? Required(FunctionContext context, string message, object? value)
    {
        if (value is not (null or ""))
        {
            return value;
        }

        return context.Options.Lint ? "" : throw Complaint(message);
    }

    private static FunctionException Complaint(string message) => new(message) { Complaint = message };
}
