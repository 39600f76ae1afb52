// The functions of bridge.h: each goes on to Module.page (page.js).
mergeInto(LibraryManager.library, {
  ChooseFile: function(accept) { Module.page.choose(UTF8ToString(accept)); },
  OfferDownload: function(path, name) { Module.page.offer(UTF8ToString(path), UTF8ToString(name)); },
  WriteClipboard: function(text) { Module.page.copy(UTF8ToString(text)); },
  AskForClipboard: function() { Module.page.readClipboard(); },
  CopyPageAddress: function(link, told) { Module.page.copyAddress(UTF8ToString(link), UTF8ToString(told)); },
  FetchPageFonts: function() { Module.page.fetchFonts(); },
  ShowPointer: function(name) { Module.canvas.style.cursor = UTF8ToString(name); },
  SetPageModified: function(modified, lesson) { Module.page.setModified(modified !== 0, UTF8ToString(lesson)); },
  KeepPageFiles: function() { Module.page.keep(); },
  WantPageText: function(wanted) { Module.page.wantText(wanted !== 0); },
  SetPageFullScreen: function(full) { Module.page.setFullScreen(full !== 0); },
  TellFrameDrawn: function(start, end) { Module.page.drawn(start, end); },
});
