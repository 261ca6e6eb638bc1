using System.Runtime.InteropServices;
using KeraLua;

namespace Sampan.Fleet.Interpreting.Scripts;

/// <summary>
/// The memory of one script. While the script runs, allocations beyond the limit fail, which ends it; values that the
/// host puts in and takes out are not counted against it, for outside of a running script Lua cannot bear a failure.
/// </summary>
internal sealed unsafe class ScriptMemory(long limit)
{
    private long _used;

    /// <summary>Whether the limit holds now.</summary>
    public bool IsLimited { get; set; }

    /// <summary>Lua's allocation function. Keep the delegate alive as long as the state.</summary>
    public LuaAlloc Allocator => Allocate;

    private IntPtr Allocate(IntPtr data, IntPtr block, UIntPtr oldSize, UIntPtr newSize)
    {
        // For a new block, oldSize tells what kind of object it is for.
        var had = block == IntPtr.Zero ? 0 : (long)oldSize;
        if (newSize == UIntPtr.Zero)
        {
            NativeMemory.Free((void*)block);
            _used -= had;
            return IntPtr.Zero;
        }

        var growth = (long)newSize - had;
        if (IsLimited && growth > 0 && _used + growth > limit)
        {
            return IntPtr.Zero;
        }

        var result = (IntPtr)NativeMemory.Realloc((void*)block, newSize);
        _used += growth;
        return result;
    }
}
