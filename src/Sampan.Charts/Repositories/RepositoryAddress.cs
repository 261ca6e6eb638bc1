using Sampan.Charts.Paths;

namespace Sampan.Charts.Repositories;

/// <summary>Addresses of repositories and of what is below them.</summary>
internal static class RepositoryAddress
{
    /// <summary>The scheme of registries, whose charts are artifacts.</summary>
    public const string RegistryPrefix = "oci://";

    /// <summary>The scheme of charts in folders.</summary>
    public const string FolderPrefix = "file://";

    public static bool IsRegistry(string address) => address.StartsWith(RegistryPrefix, StringComparison.Ordinal);

    public static bool IsFolder(string address) => address.StartsWith(FolderPrefix, StringComparison.Ordinal);

    /// <summary>Whether two addresses mean the same place: superfluous slashes do not matter.</summary>
    public static bool AreEqual(string one, string other) => Plain(one) == Plain(other);

    /// <summary>The address that a reference in a repository's index means: its own, or one below the repository's, with that one's query.</summary>
    public static string Resolve(string repository, string reference)
    {
        if (Uri.TryCreate(reference, UriKind.Absolute, out var absolute) && absolute.Scheme.Length > 0 && !reference.StartsWith('/'))
        {
            return reference;
        }

        var address = Parse(repository);
        var folder = new UriBuilder(address) { Path = address.AbsolutePath.TrimEnd('/') + "/", Query = "", Fragment = "" }.Uri;
        return new UriBuilder(new Uri(folder, reference)) { Query = address.Query }.Uri.AbsoluteUri;
    }

    /// <summary>A path below an address, as Go's path.Join makes it.</summary>
    public static string Join(string address, string path)
    {
        if (path.Length == 0)
        {
            return address;
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var absolute) && !address.StartsWith('/')
            ? $"{absolute.GetLeftPart(UriPartial.Authority)}{CleanPath.Of($"{absolute.AbsolutePath}/{path}")}{absolute.Query}"
            : CleanPath.Of(address.Length > 0 ? $"{address}/{path}" : path);
    }

    /// <summary>An absolute address; throws <see cref="ChartException"/> when the text is none, or nothing that is understood here.</summary>
    public static Uri Parse(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var parsed) || address.StartsWith('/'))
        {
            throw new ChartException(address.Contains("://", StringComparison.Ordinal) ? $"invalid chart URL format: {address}" : "could not find protocol handler for: ", "give an address that starts with https://, http:// or oci://");
        }

        return parsed.Scheme is "http" or "https" ? parsed : throw new ChartException($"could not find protocol handler for: {parsed.Scheme}", "give an address that starts with https:// or http://");
    }

    private static string Plain(string address) => Uri.TryCreate(address, UriKind.Absolute, out var absolute) && !address.StartsWith('/')
        ? $"{absolute.Scheme}://{(absolute.UserInfo.Length > 0 ? absolute.UserInfo + "@" : "")}{absolute.Authority}{CleanPath.Of(absolute.AbsolutePath)}{absolute.Query}{absolute.Fragment}"
        : CleanPath.Of(address);
}
