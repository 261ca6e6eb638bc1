namespace Sampan.Kubernetes.RegularExpressions;

/// <summary>The flags that a pattern can set.</summary>
[Flags]
internal enum RegexFlags
{
    None = 0,
    IgnoreCase = 1,
    MultiLine = 2,
    DotAll = 4,
    Ungreedy = 8,
}
