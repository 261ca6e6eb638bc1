namespace Sampan.Server.Defaulting;

/// <summary>References to container images.</summary>
internal static class ImageReference
{
    /// <summary>Whether a reference means the tag <c>latest</c>: named, or neither tag nor digest given.</summary>
    public static bool IsLatest(string reference)
    {
        if (reference.Contains('@', StringComparison.Ordinal))
        {
            return false;
        }

        var name = reference[(reference.LastIndexOf('/') + 1)..];
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || name[(colon + 1)..] == "latest";
    }
}
