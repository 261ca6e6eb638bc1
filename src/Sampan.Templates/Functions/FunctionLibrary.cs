namespace Sampan.Templates.Functions;

/// <summary>Puts the families of functions together.</summary>
internal static class FunctionLibrary
{
    public static FunctionTable Helm()
    {
        var table = new FunctionTable();
        Builtins.AddTo(table);
        Comparisons.AddTo(table);
        Dictionaries.AddTo(table);
        Lists.AddTo(table);
        Rendering.AddTo(table);
        Serialization.AddTo(table);
        return table;
    }
}
