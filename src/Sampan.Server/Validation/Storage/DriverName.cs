namespace Sampan.Server.Validation.Storage;

/// <summary>Names of CSI drivers, in upper or lower case (ValidateCSIDriverName).</summary>
internal static class DriverName
{
    private const int Longest = 63;

    public static void Validate(string name, string path, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
        }

        if (name.Length > Longest)
        {
            errors.TooLong(path, Longest);
        }

        errors.Invalid(path, name, Names.Subdomain(name.ToLowerInvariant()));
    }
}
