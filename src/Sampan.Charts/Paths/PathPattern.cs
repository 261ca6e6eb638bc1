namespace Sampan.Charts.Paths;

/// <summary>
/// Shell patterns as Go's filepath.Match has them: <c>*</c> and <c>?</c> stop at slashes, <c>[a-z]</c> and <c>[^a-z]</c>
/// are classes, a backslash takes the next character as it is; the whole path has to match.
/// </summary>
internal static class PathPattern
{
    /// <summary>Whether the pattern can be used: classes are closed, and no escape is left open.</summary>
    public static bool IsValid(string pattern)
    {
        var rest = pattern.AsSpan();
        while (!rest.IsEmpty)
        {
            if (!TryReadUnit(ref rest, default, out _))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the whole path matches; an invalid pattern matches nothing.</summary>
    public static bool IsMatch(string pattern, string path) => IsValid(pattern) && Matches(pattern, path);

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
            {
                return MatchesStar(pattern.TrimStart('*'), path);
            }

            if (path.IsEmpty || !TryReadUnit(ref pattern, path[0], out var matches) || !matches)
            {
                return false;
            }

            path = path[1..];
        }

        return path.IsEmpty;
    }

    private static bool MatchesStar(ReadOnlySpan<char> rest, ReadOnlySpan<char> path)
    {
        if (rest.IsEmpty)
        {
            return !path.Contains('/');
        }

        for (var skipped = 0; ; skipped++)
        {
            if (Matches(rest, path[skipped..]))
            {
                return true;
            }

            if (skipped == path.Length || path[skipped] == '/')
            {
                return false;
            }
        }
    }

    /// <summary>Reads one character, escape, class or wildcard off the pattern; false when it is malformed.</summary>
    private static bool TryReadUnit(ref ReadOnlySpan<char> pattern, char candidate, out bool matches)
    {
        matches = false;
        switch (pattern[0])
        {
            case '*':
                pattern = pattern[1..];
                return true;
            case '?':
                matches = candidate != '/';
                pattern = pattern[1..];
                return true;
            case '[':
                pattern = pattern[1..];
                return TryReadClass(ref pattern, candidate, out matches);
            case '\\' when pattern.Length == 1:
                return false;
            case '\\':
                matches = candidate == pattern[1];
                pattern = pattern[2..];
                return true;
            default:
                matches = candidate == pattern[0];
                pattern = pattern[1..];
                return true;
        }
    }

    private static bool TryReadClass(ref ReadOnlySpan<char> pattern, char candidate, out bool matches)
    {
        matches = false;
        var negated = !pattern.IsEmpty && pattern[0] == '^';
        pattern = negated ? pattern[1..] : pattern;
        var contained = false;
        for (var ranges = 0; ; ranges++)
        {
            if (!pattern.IsEmpty && pattern[0] == ']' && ranges > 0)
            {
                pattern = pattern[1..];
                matches = contained != negated;
                return true;
            }

            if (!TryReadClassCharacter(ref pattern, out var low))
            {
                return false;
            }

            var high = low;
            if (pattern[0] == '-')
            {
                pattern = pattern[1..];
                if (!TryReadClassCharacter(ref pattern, out high))
                {
                    return false;
                }
            }

            contained |= low <= candidate && candidate <= high;
        }
    }

    private static bool TryReadClassCharacter(ref ReadOnlySpan<char> pattern, out char character)
    {
        character = default;
        if (pattern.IsEmpty || pattern[0] is '-' or ']')
        {
            return false;
        }

        if (pattern[0] == '\\')
        {
            pattern = pattern[1..];
            if (pattern.IsEmpty)
            {
                return false;
            }
        }

        character = pattern[0];
        pattern = pattern[1..];
        return !pattern.IsEmpty;
    }
}
