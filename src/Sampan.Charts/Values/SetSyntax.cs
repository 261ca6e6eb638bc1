namespace Sampan.Charts.Values;

/// <summary>Which of Helm's five <c>--set</c> flags an expression was given to: how its values are read.</summary>
public enum SetSyntax
{
    /// <summary><c>--set</c>: true, false, null and decimal integers are typed, everything else is text.</summary>
    Typed,

    /// <summary><c>--set-string</c>: every value is text.</summary>
    Text,

    /// <summary><c>--set-json</c>: every value is a JSON value; empty is null.</summary>
    Json,

    /// <summary><c>--set-file</c>: every value is a path, replaced by the text of that file.</summary>
    File,

    /// <summary><c>--set-literal</c>: one path, and everything after its <c>=</c> is the text, without escapes.</summary>
    Literal,
}
