namespace Sampan.Reports;

/// <summary>Warnings go to standard error, so that standard output stays what scripts read.</summary>
internal static class WarningLines
{
    public static void Write(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
        {
            Console.Error.WriteLine($"warning: {warning}");
        }
    }
}
