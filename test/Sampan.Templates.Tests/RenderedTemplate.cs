using Sampan.Templates.Functions;

namespace Sampan.Templates.Tests;

/// <summary>A template of one line, executed without data.</summary>
internal static class RenderedTemplate
{
    /// <summary>The output, or Helm's message of what went wrong.</summary>
    public static string Of(string template, params (string Key, object? Value)[] data)
    {
        var set = new TemplateSet(FunctionTable.Helm);
        try
        {
            set.Parse("t", template);
            return set.Execute("t", data.ToDictionary(entry => entry.Key, entry => entry.Value), ExecutionOptions.Default);
        }
        catch (TemplateException exception)
        {
            return exception.HelmMessage;
        }
    }
}
