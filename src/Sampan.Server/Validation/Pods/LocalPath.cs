namespace Sampan.Server.Validation.Pods;

/// <summary>Paths within a folder, which must not lead out of it.</summary>
internal static class LocalPath
{
    /// <summary>No part leads back.</summary>
    public static void ValidateNoBacksteps(string path, string field, FieldErrors errors)
    {
        if (HasBacksteps(path))
        {
            errors.Invalid(field, path, "must not contain '..'");
        }
    }

    /// <summary>Relative, and no part leads back.</summary>
    public static void ValidateDescending(string path, string field, FieldErrors errors)
    {
        if (path.StartsWith('/'))
        {
            errors.Invalid(field, path, "must be a relative path");
        }

        ValidateNoBacksteps(path, field, errors);
    }

    /// <summary>Descending, and not a name that the writer of volumes keeps for itself.</summary>
    public static void ValidateNotReserved(string path, string field, FieldErrors errors)
    {
        ValidateDescending(path, field, errors);
        if (path.StartsWith("..", StringComparison.Ordinal) && !path.StartsWith("../", StringComparison.Ordinal))
        {
            errors.Invalid(field, path, "must not start with '..'");
        }
    }

    public static bool HasBacksteps(string path) => path.Split('/').Contains("..");
}
