namespace Sampan.Scheduling.Framework;

/// <summary>A plugin of the scheduler; it implements the interfaces of the extension points that it takes part in.</summary>
internal interface IPlugin
{
    /// <summary>The name in profiles, verdicts and scores.</summary>
    string Name { get; }
}
