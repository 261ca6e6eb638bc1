using System.Globalization;
using Sampan.Templates.Functions;

namespace Sampan.Templates;

/// <summary>A template that cannot be parsed or executed. The message is Go's, such as <c>template: c/templates/t.yaml:3:12: executing "…" at &lt;.Values.x&gt;: …</c>.</summary>
public sealed class TemplateException : Exception
{
    internal TemplateException(string message, string template, int line, int column, Exception? innerException = null)
        : base(message, innerException)
    {
        Template = template;
        Line = line;
        Column = column;
    }

    /// <summary>The name of the text that the error is in; empty where it is in none.</summary>
    public string Template { get; }

    /// <summary>The line in that text, from 1; 0 where none is known.</summary>
    public int Line { get; }

    /// <summary>The column, in bytes from 0.</summary>
    public int Column { get; }

    /// <summary>The end of what the template had written when it failed: its last lines.</summary>
    public string Rendered { get; init; } = "";

    /// <summary>Whether parsing failed, not execution.</summary>
    public bool IsParseError { get; init; }

    /// <summary>
    /// The message as Helm shows it: <c>parse error at (FILE:LINE): …</c>, for <c>fail</c> and <c>required</c>
    /// <c>execution error at (FILE:LINE:COLUMN): …</c> with their message alone, else Go's.
    /// </summary>
    public string HelmMessage
    {
        get
        {
            if (IsParseError)
            {
                var last = Message.LastIndexOf(": ", StringComparison.Ordinal) + 2;
                return string.Create(CultureInfo.InvariantCulture, $"parse error at ({Template}:{Line}): {Message[last..]}");
            }

            return Complaint is null
                ? Message
                : string.Create(CultureInfo.InvariantCulture, $"execution error at ({Template}:{Line}:{Column}): {Complaint}");
        }
    }

    /// <summary>The message of the <c>fail</c> or <c>required</c> that ended the execution.</summary>
    private string? Complaint => InnerException switch
    {
        FunctionException function => function.Complaint ?? (function.InnerException as TemplateException)?.Complaint,
        TemplateException template => template.Complaint,
        _ => null,
    };
}
