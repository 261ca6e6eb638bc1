namespace Sampan.Charts.Linting;

/// <summary>How much a lint message matters.</summary>
public enum LintSeverity
{
    /// <summary>A recommendation.</summary>
    Info,

    /// <summary>Against conventions; it will likely work.</summary>
    Warning,

    /// <summary>It will likely not work.</summary>
    Error,
}
