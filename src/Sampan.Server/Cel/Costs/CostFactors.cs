namespace Sampan.Server.Cel.Costs;

/// <summary>CEL's units of cost (cel-go common/cost.go): 1 is about what reading a variable takes.</summary>
internal static class CostFactors
{
    public const long ListCreation = 10;
    public const long MapCreation = 30;
    public const long ObjectCreation = 40;

    /// <summary>An authorization check: two of them fit into one expression.</summary>
    public const long AuthorizationCheck = 350_000;

    /// <summary>For each code point of a string that is walked through.</summary>
    public const double Traversal = 0.1;

    /// <summary>For each code point of a regular expression.</summary>
    public const double Pattern = 0.25;
}
